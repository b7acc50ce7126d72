"""Benches of whatever models the settings name, and of a plain-prompt customer on the same model beside ours.

`FIRST_RING_MODEL`, `_MODEL_URL`, `_MODEL_FILE`, `_JUDGING_MODEL` and the rest say which, as for the app itself.
"""

import random
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Literal

from bench.plain import everything
from trainer.bootstrap import LazyPacks, Services, services_without_record
from trainer.content.catalogue import YamlCatalogue
from trainer.domain.cost import Tariff
from trainer.domain.customer.memory import Customer
from trainer.domain.moves import Act
from trainer.domain.scenario import Scenario
from trainer.domain.values import Language
from trainer.errors import ModelFailed
from trainer.llm.running import Loop
from trainer.models import Models, chat_model, with_chosen
from trainer.ports import Breach, ChatModel, Message, Moment, Show, Voice, Worded
from trainer.services.rehearsal import Rehearsal
from trainer.services.spending import Spending
from trainer.settings import Settings
from trainer.store.memory import MemoryStore
from trainer.system import RandomIds, VirtualClock

ROOT = Path(__file__).parent.parent
Customers = Literal["embedded", "model", "plain"]
"""Ours with authored lines, ours worded by the model, or the model with a plain prompt."""
WITHIN = 60.0
"""Seconds that a plain customer gets for a turn."""


class Stage:
    """Which customers the benches of this process rehearse with; the processes that they start inherit it."""

    customers: Customers = "embedded"


def services() -> Services:
    """Services over nothing on record; with models where the bench was asked for them."""
    clock = VirtualClock()
    if Stage.customers == "embedded":
        return services_without_record(ROOT, clock, RandomIds())
    catalogue, store = YamlCatalogue(ROOT), MemoryStore()
    models = Models(with_chosen(Settings()), Spending(store, clock, Tariff()))
    return Services(catalogue, store, clock, RandomIds(), LazyPacks(catalogue), models)


def rehearsal(found: Services) -> Rehearsal:
    """Rehearsals with the customers that were asked for."""
    if Stage.customers != "plain":
        return found.rehearsal
    model = chat_model(with_chosen(Settings()))
    if model is None:
        raise SystemExit("name a model: FIRST_RING_MODEL and FIRST_RING_MODEL_URL, or FIRST_RING_MODEL_FILE")
    return Rehearsal(found.catalogue, found.reader, PlainCustomer(model, found.voice), NoGuard())


class NoGuard:
    """Lets everything pass: nobody guards a plain prompt."""

    def breaches(self, text: str, act: Act, scenario: Scenario, customer: Customer, heard: str) -> tuple[Breach, ...]:
        """None."""
        del text, act, scenario, customer, heard
        return ()

    def carries(self, text: str, plain: str, language: Language) -> bool:
        """Always."""
        del text, plain, language
        return True


class PlainCustomer:
    """What everybody builds first: the persona and the scenario in a system prompt, and the talk.

    The engine only says when the call is over, as it does for ours; it neither chooses nor checks a word.
    """

    name = "plain"

    def __init__(self, model: ChatModel, authored: Voice) -> None:
        self._model = model
        self._authored = authored
        self._loop = Loop()

    def word(self, act: Act, moment: Moment, rng: random.Random, show: Show, /) -> Worded | None:
        """The model's own next words; the authored ones where it has none."""
        plain = self._authored.word(act, moment, rng, show)
        if plain is None:
            return None
        try:
            text = self._loop.run(self._said(conversation(moment)))
        except ModelFailed as failure:
            return plain.model_copy(update={"instead": failure.fault.code})
        return plain.model_copy(update={"text": text, "by": self.name})

    async def _said(self, messages: Sequence[Message]) -> str:
        async with aclosing(self._model.stream(messages, WITHIN)) as pieces:
            return " ".join("".join([piece.text async for piece in pieces]).split())


def conversation(moment: Moment) -> tuple[Message, ...]:
    """Everything in the system prompt, then the talk as it was."""
    roles = {"agent": "user", "customer": "assistant"}
    talk = [Message.model_validate({"role": roles[one.speaker], "text": one.text}) for one in moment.turns]
    return (Message(role="system", text=everything(moment.persona, moment.scenario)), *talk)
