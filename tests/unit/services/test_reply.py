"""A customer who has run out of words still ends the call like a person, and every move can be reached."""

import random

import pytest

from tests.stage import TRAINEE, Stage
from trainer.domain.call import ending
from trainer.domain.codebook import Behaviour, Code
from trainer.domain.customer.choose import choose
from trainer.domain.customer.memory import newcomer
from trainer.domain.customer.scene import Scene
from trainer.domain.moves import Act, Move
from trainer.domain.persona import CustomerState
from trainer.ports import Moment, Show, Worded
from trainer.services.calls import Calls
from trainer.system import FixedIds, VirtualClock


class Speechless:
    """A voice that has nothing to say for any move."""

    name = "speechless"

    def word(self, act: Act, moment: Moment, rng: random.Random, show: Show, /) -> Worded | None:
        return None


def test_a_customer_without_words_hangs_up(stage: Stage) -> None:
    services, _ = stage.services()
    calls = Calls(
        stage.catalogue,
        services.store,
        services.access,
        services.reader,
        Speechless(),
        services.guard,
        VirtualClock(),
        FixedIds(1),
    )
    call = calls.answer(TRAINEE, calls.ring(TRAINEE, "en/angry", "en/billed-twice").id)
    end = ending(calls.say(TRAINEE, call.id, "Hello."))
    assert end is not None
    assert (end.by, end.reason) == ("customer", "left")


TOLD_NEWS = {"settled": True, "offered_at": 3, "answered": ("when_back", "again"), "posed": ("overdrawn",)}
CALM = CustomerState(anger=0, confusion=0, hesitation=0, trust=80, patience=80)


def chosen(
    stage: Stage,
    who: str,
    state: CustomerState,
    *codes: tuple[Code, str | None],
    **memory: object,
) -> Move:
    persona = stage.catalogue.persona(f"en/{who}")
    scenario = stage.catalogue.scenario("en/billed-twice").model_copy(update={"news": ()})
    before = newcomer(persona).model_copy(update={"opened": True, "at": 3, "state": state, **memory})
    seen = tuple(Behaviour(code=code, quote="x", start=0, end=1, about=about) for code, about in codes)
    return choose(Scene(persona, scenario, before, before, seen, random.Random(1))).move


@pytest.mark.parametrize(
    ("who", "changes", "codes", "memory", "move"),
    [
        ("angry", {}, [(Code.BLAMES, None)], {}, Move.OBJECT),
        ("angry", {}, [(Code.ASKS_IRRELEVANT, None)], {}, Move.WHY_ASK),
        ("angry", {}, [(Code.ASKS_HOLD, None)], {}, Move.WAIT),
        ("angry", {}, [(Code.ASKS, None)], {}, Move.DONT_KNOW),
        ("angry", {"trust": 0}, [(Code.ASKS, "rent")], {}, Move.WITHHOLD),
        ("angry", {}, [(Code.ASKS, "rent")], {}, Move.ANSWER),
        ("angry", {}, [(Code.REFUSES, "refund")], {}, Move.REFUSE),
        ("angry", {}, [(Code.SUMMARISES, None)], {}, Move.CONFIRM),
        ("angry", {"patience": 5}, [], {}, Move.SUPERVISOR),
        ("angry", {"patience": 5}, [], {"ladder": "supervisor"}, Move.WARN),
        ("angry", {"patience": 5}, [], {"ladder": "warned"}, Move.LEAVE),
        ("angry", {}, [(Code.CLOSES, None)], {"closings": 2}, Move.SUPERVISOR),
        ("angry", {}, [], {"open_question": "when_back"}, Move.UNANSWERED),
        ("angry", {"anger": 95}, [], {"settled": True, "offered_at": 3}, Move.GRUMBLE),
        ("confused", {"confusion": 90}, [], {"settled": True, "offered_at": 3}, Move.FALTER),
        ("confused", {"confusion": 90}, [(Code.ANSWERS, None)], {"settled": True, "offered_at": 3}, Move.MISUNDERSTAND),
        ("angry", {}, [(Code.CHECKS_UNDERSTANDING, None)], {"settled": True, "offered_at": 3}, Move.CONFIRM),
        ("angry", {}, [(Code.NAMES_FEELING, None)], {**TOLD_NEWS, "last_move": Move.NEWS}, Move.SOFTEN),
        ("angry", {}, [], {**TOLD_NEWS, "last_move": Move.NEWS}, Move.GRUMBLE),
        ("confused", {"confusion": 90}, [(Code.USES_JARGON, None)], {}, Move.MISUNDERSTAND),
        ("hesitant", {"hesitation": 90}, [], {"settled": True, "offered_at": 3}, Move.DOUBT),
        (
            "hesitant",
            {"hesitation": 90},
            [],
            {"settled": True, "offered_at": 3, "posed": ("proof", "right_card")},
            Move.HESITATE,
        ),
        ("angry", {}, [], {"settled": True, "offered_at": 3}, Move.ASK),
        ("angry", {}, [], {"settled": True, "offered_at": 3, "answered": ("when_back", "again")}, Move.ACCEPT),
        ("angry", {}, [(Code.GIVES_NEXT_STEP, None)], {"settled": True, "accepted": True}, Move.CONFIRM),
        ("angry", {}, [], {"settled": True, "accepted": True}, Move.THANK),
        ("angry", {}, [(Code.CLOSES, None)], {"accepted": True}, Move.THANK),
        ("angry", {}, [(Code.MISSTATES, "card")], {"revealed": ("card",)}, Move.CORRECT),
        ("angry", {}, [(Code.DISMISSES, None)], {}, Move.BELITTLED),
        ("angry", {}, [(Code.SELLS, None)], {}, Move.PUSHED),
        ("angry", {}, [(Code.DISMISSES, None), (Code.BLAMES, None)], {}, Move.OBJECT),
        ("angry", {}, [(Code.CONTRADICTS, "when_back")], {}, Move.SAID_OTHERWISE),
        (
            "angry",
            {},
            [],
            {"settled": True, "offered_at": 3, "open_question": "again", "posed": ("again", "when_back")},
            Move.UNANSWERED,
        ),
    ],
)
def test_the_next_move_is_what_the_moment_asks_for(
    stage: Stage,
    who: str,
    changes: dict[str, float],
    codes: list[tuple[Code, str | None]],
    memory: dict[str, object],
    move: Move,
) -> None:
    assert chosen(stage, who, CALM.model_copy(update=changes), *codes, **memory) is move


def test_the_undecided_ask_for_time_or_name_a_doubt_once_there_is_something_to_decide(stage: Stage) -> None:
    state = CALM.model_copy(update={"hesitation": 80.0})
    assert chosen(stage, "hesitant", state, announced=("bill_credit",)) in (Move.HESITATE, Move.DOUBT)
    assert chosen(stage, "hesitant", state) not in (Move.HESITATE, Move.DOUBT)


def test_the_lost_ask_what_happens_now_when_nothing_was_said_that_they_could_misunderstand(stage: Stage) -> None:
    state = CALM.model_copy(update={"confusion": 80.0})
    assert chosen(stage, "confused", state) in (Move.FALTER, Move.COMPLAIN, Move.PRESS, Move.CLAIM)
