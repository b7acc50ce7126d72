"""A second reader never makes the customer wait; what it adds is an event, and counts from the next turn."""

import threading
from collections.abc import Sequence

import pytest

from tests.stage import TRAINEE, Stage
from trainer.bootstrap import Services
from trainer.domain.call import Call, Event, Turn
from trainer.domain.codebook import Behaviour, Code
from trainer.domain.customer.memory import newcomer
from trainer.errors import ModelFailed
from trainer.ports import Listening, Readings
from trainer.services.calls import Calls
from trainer.services.second_reading import SecondReading, additions
from trainer.system import FixedIds


class Hears:
    """Hears these codes in the whole turn, once it is let go on."""

    name = "second"

    def __init__(self, *codes: Code, fails: bool = False, held: bool = False) -> None:
        self.codes = codes
        self.fails = fails
        self.goes_on = threading.Event()
        self.listened: list[Listening] = []
        if not held:
            self.goes_on.set()

    def hear(self, text: str, listening: Listening) -> Readings:
        self.listened.append(listening)
        assert self.goes_on.wait(10)
        if self.fails:
            raise ModelFailed("model.unreachable")
        return Readings(behaviours=tuple(whole(text, one) for one in self.codes), by=self.name)


def whole(text: str, code: Code) -> Behaviour:
    return Behaviour(code=code, quote=text, start=0, end=len(text))


def calls_with(services: Services, reader: Hears) -> Calls:
    return Calls(
        services.catalogue,
        services.store,
        services.access,
        services.reader,
        services.voice,
        services.guard,
        services.clock,
        FixedIds(1),
        SecondReading(reader),
    )


def talked(stage: Stage, reader: Hears, words: Sequence[str], hang_up: bool = False) -> Call:
    services, _ = stage.services()
    calls = calls_with(services, reader)
    call = calls.answer(TRAINEE, calls.ring(TRAINEE, "en/angry", "en/billed-twice").id)
    for one in words:
        call = calls.say(TRAINEE, call.id, one)
        if reader.goes_on.is_set():
            # So that the reading is there before the next turn.
            calls._second._pending[call.id].heard.exception(timeout=10)  # type: ignore[union-attr]
    return calls.hang_up(TRAINEE, call.id) if hang_up else call


WORDS = ["Hello, billing.", "The number on your bill, would you?"]


def reads(call: Call) -> list[Event]:
    return [one for one in call.events if one.kind == "read"]


def test_what_it_adds_is_an_event_before_the_next_turn_and_changes_how_that_is_felt(stage: Stage) -> None:
    with_it = talked(stage, Hears(Code.NAMES_FEELING), WORDS)
    without = talked(stage, Hears(), WORDS)
    (event,) = reads(with_it)
    assert (event.detail, event.turn, event.behaviours[0].code) == ("second", 1, Code.NAMES_FEELING)
    second = with_it.entries.index(event) + 1
    following = with_it.entries[second]
    assert isinstance(following, Turn)
    assert following.text == WORDS[1]
    assert with_it.turns[1].customer == without.turns[1].customer
    assert with_it.turns[2].customer.acknowledged > without.turns[2].customer.acknowledged


def test_what_was_heard_in_the_last_turn_is_on_the_record_before_the_end(stage: Stage) -> None:
    call = talked(stage, Hears(Code.NAMES_FEELING), WORDS[:1], hang_up=True)
    assert [one.kind for one in call.events] == ["answered", "read", "hung_up"]


def test_a_reading_counts_for_the_turn_it_was_heard_in(stage: Stage) -> None:
    services, _ = stage.services()
    call = talked(stage, Hears(Code.NAMES_FEELING), WORDS, hang_up=True)
    heard = services.grading.freeze(call).heard
    assert {one.turn for one in heard if one.behaviour.code is Code.NAMES_FEELING} == {1, 3}
    turns = {line.number: line.text for line in services.grading.freeze(call).lines}
    assert all(one.behaviour.quote in turns[one.turn] for one in heard)


def test_nobody_waits_for_it(stage: Stage) -> None:
    reader = Hears(Code.NAMES_FEELING, held=True)
    call = talked(stage, reader, WORDS)
    assert len(call.turns) == 4
    assert reads(call) == []
    reader.goes_on.set()


def test_a_reader_that_fails_costs_nothing(stage: Stage) -> None:
    call = talked(stage, Hears(fails=True), WORDS, hang_up=True)
    assert reads(call) == []
    assert len(call.turns) == 4


def test_it_knows_what_the_customer_had_just_said(stage: Stage) -> None:
    reader = Hears()
    call = talked(stage, reader, WORDS)
    assert [one.before for one in reader.listened] == ["", call.turns[1].text]


def a_turn(stage: Stage, text: str, *codes: Code) -> Turn:
    behaviours = tuple(whole(text, one) for one in codes)
    customer = newcomer(stage.catalogue.persona("en/angry"))
    return Turn(number=1, speaker="agent", text=text, at=0, customer=customer, behaviours=behaviours)


@pytest.mark.parametrize(
    ("first", "second", "added"),
    [
        ((), (Code.NAMES_FEELING,), [Code.NAMES_FEELING]),
        ((Code.NAMES_FEELING,), (Code.NAMES_FEELING,), []),
        ((), (Code.INSULTS, Code.BREACHES_CONFIDENTIALITY, Code.OFFERS), []),
        ((Code.RECITES_FORMULA,), (Code.REASSURES, Code.GIVES_DATE), [Code.GIVES_DATE]),
        (
            (),
            (Code.APOLOGISES, Code.NAMES_FEELING, Code.REASSURES, Code.LISTENS, Code.THANKS),
            [],
        ),
    ],
)
def test_it_adds_what_words_show_and_no_kindness_to_a_recital(
    stage: Stage, first: tuple[Code, ...], second: tuple[Code, ...], added: list[Code]
) -> None:
    turn = a_turn(stage, "So be it.", *first)
    heard = tuple(whole(turn.text, one) for one in second)
    assert [one.code for one in additions(turn, heard)] == added
