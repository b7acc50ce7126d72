"""What a model takes is booked, and when the day's budget is spent it is not asked."""

import asyncio
from contextlib import aclosing
from datetime import timedelta

import pytest
from pydantic import BaseModel

from tests.models import ScriptedModel
from trainer.domain.call import Usage
from trainer.domain.cost import Spent, Tariff
from trainer.domain.people import Person, Role
from trainer.errors import ModelFailed, NotAllowed
from trainer.llm.metered import MeteredModel
from trainer.ports import Message
from trainer.services.spending import Spending
from trainer.store.memory import MemoryStore
from trainer.system import VirtualClock

ASK = (Message(role="user", text="Hello?"),)
MANAGER = Person(name="nora", role=Role.MANAGER)


class Colour(BaseModel):
    name: str


async def streamed(model: MeteredModel) -> str:
    async with aclosing(model.stream(ASK, 1.0)) as pieces:
        return "".join([one.text async for one in pieces])


def test_streams_and_values_are_booked_by_day_use_and_model() -> None:
    spending = Spending(MemoryStore(), VirtualClock(), Tariff())
    asyncio.run(streamed(MeteredModel(ScriptedModel("one two"), "wording", spending)))
    judge = MeteredModel(ScriptedModel('{"name": "blue"}'), "judging", spending)
    asyncio.run(judge.generate(ASK, Colour, 1.0))
    rows = spending.statement(MANAGER).rows
    assert [(one.use, one.model, one.requests) for one in rows] == [
        ("judging", "scripted", 1),
        ("wording", "scripted", 1),
    ]
    assert rows[1].usage == Usage(prompt=100, cached=60, completion=2)


def test_when_the_budget_is_spent_the_model_is_not_asked_until_the_next_day() -> None:
    clock = VirtualClock()
    spending = Spending(MemoryStore(), clock, Tariff(), budget=150)
    model = ScriptedModel("one two")
    metered = MeteredModel(model, "wording", spending)
    asyncio.run(streamed(metered))
    asyncio.run(streamed(metered))
    with pytest.raises(ModelFailed) as caught:
        asyncio.run(streamed(metered))
    assert caught.value.fault.code == "model.budget_spent"
    with pytest.raises(ModelFailed):
        asyncio.run(metered.generate(ASK, Colour, 1.0))
    assert len(model.asked) == 2
    clock.pass_(timedelta(days=1).total_seconds())
    asyncio.run(streamed(metered))
    assert len(model.asked) == 3


def test_what_was_spent_before_a_restart_counts() -> None:
    store, clock = MemoryStore(), VirtualClock()
    store.spend(Spent(day=clock.now().date(), use="judging", model="m", usage=Usage(prompt=90, completion=20)))
    assert not Spending(store, clock, Tariff(), budget=100).allows()
    assert Spending(store, clock, Tariff(), budget=111).allows()
    assert Spending(store, clock, Tariff()).allows()


def test_with_prices_cost_is_money_and_what_was_cached_costs_less() -> None:
    tariff = Tariff(prompt=2.0, cached=0.5, completion=10.0, currency="EUR")
    usage = Usage(prompt=1_000_000, cached=400_000, completion=100_000)
    assert tariff.cost(usage) == pytest.approx(1.2 + 0.2 + 1.0)
    assert Tariff().cost(usage) == 1_100_000


def test_a_trainee_sees_no_statement() -> None:
    with pytest.raises(NotAllowed):
        Spending(MemoryStore(), VirtualClock(), Tariff()).statement(Person(name="lina", role=Role.TRAINEE))


def test_a_statement_goes_back_thirty_days() -> None:
    store, clock = MemoryStore(), VirtualClock()
    today = clock.now().date()
    for ago in (0, 29, 30):
        store.spend(Spent(day=today - timedelta(days=ago), use="wording", model="m", usage=Usage(prompt=1)))
    assert [one.day for one in Spending(store, clock, Tariff()).statement(MANAGER).rows] == [
        today,
        today - timedelta(days=29),
    ]
