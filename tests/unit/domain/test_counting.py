"""The counted facts of a call."""

import pytest

from trainer.domain.codebook import Behaviour, Code
from trainer.domain.counting import facts_of
from trainer.domain.facts import Fact
from trainer.domain.transcript import Experience, Heard, Line, Measures, Transcript


def line(number: int, words: int, speaker: str = "agent", questions: int = 0, at: float | None = None) -> Line:
    measures = Measures(words=words, sentences=2, questions=questions)
    return Line.model_validate({"number": number, "speaker": speaker, "text": "x", "at": at, "measures": measures})


def heard(code: Code, turn: int, about: str | None = None, seconds: float = 0) -> Heard:
    return Heard(turn=turn, behaviour=Behaviour(code=code, quote="x", start=0, end=1, about=about), seconds=seconds)


LINES = (
    line(1, 10, at=0),
    line(2, 20, "customer", at=5),
    line(3, 10, questions=1, at=9),
    line(4, 10, "customer", at=15),
    line(5, 10, at=25),
)


def facts(
    *behaviours: Heard, known: tuple[str, ...] = ("scenario", "timing", "events"), **more: object
) -> dict[Fact, float]:
    given = {"language": "en", "lines": LINES, "heard": behaviours, "known": frozenset(known), **more}
    return dict(facts_of(Transcript.model_validate(given)))


def test_words_sentences_and_questions_are_those_of_the_agent() -> None:
    found = facts()
    assert found[Fact.AGENT_TURNS] == 3
    assert found[Fact.TALK_SHARE] == 0.5
    assert found[Fact.WORDS_A_TURN] == 10
    assert found[Fact.WORDS_A_SENTENCE] == 5
    assert found[Fact.ASKING_TURNS] == pytest.approx(1 / 3)


def test_a_question_that_was_answered_later_is_not_left_open() -> None:
    found = facts(
        heard(Code.LEAVES_UNANSWERED, 3, "when"),
        heard(Code.LEAVES_UNANSWERED, 3, "who"),
        heard(Code.ANSWERS, 5, "when"),
    )
    assert (found[Fact.QUESTIONS_ANSWERED], found[Fact.QUESTIONS_LEFT_OPEN]) == (1, 1)


def test_holds_are_counted_with_their_length() -> None:
    found = facts(heard(Code.HOLDS, 3, seconds=40), heard(Code.HOLDS_UNANNOUNCED, 5, seconds=20))
    assert (found[Fact.HOLDS_ASKED_FOR], found[Fact.HOLDS_UNASKED], found[Fact.HOLD_SECONDS]) == (1, 1, 60)


def test_the_first_acknowledgement_is_timed_from_when_the_customer_began_to_speak() -> None:
    found = facts(heard(Code.NAMES_FEELING, 5))
    assert (found[Fact.TURNS_TO_ACKNOWLEDGE], found[Fact.SECONDS_TO_ACKNOWLEDGE]) == (2, 20)


def test_an_acknowledgement_that_never_came_counts_to_the_end_of_the_call() -> None:
    assert facts()[Fact.TURNS_TO_ACKNOWLEDGE] == 3


def test_what_the_transcript_does_not_know_is_left_out() -> None:
    found = facts(heard(Code.HOLDS, 3), known=())
    assert not {Fact.HOLDS_ASKED_FOR, Fact.SECONDS_TO_ACKNOWLEDGE, Fact.QUESTIONS_LEFT_OPEN} & found.keys()
    assert Fact.WORDS_A_TURN in found


def test_a_share_of_nothing_is_no_share() -> None:
    experience = Experience(
        trust_gained=5, anger_fallen=2, acknowledged=1, questions=0, answered=0, doubts=2, doubts_met=1, resolved=True
    )
    found = facts(known=("record",), experience=experience)
    assert Fact.ANSWERED_SHARE not in found
    assert found[Fact.DOUBTS_MET_SHARE] == 0.5


def test_nothing_is_counted_where_the_agent_said_nothing() -> None:
    assert facts(lines=(line(1, 5, "customer"),)) == {}


def test_how_the_agent_spoke_is_counted_where_they_spoke() -> None:
    spoken = Measures(words=30, sentences=3, seconds=12.0, response=1.5, pauses=3.0, fillers=3)
    typed = Measures(words=10, sentences=1)
    lines = (
        Line(number=1, speaker="agent", text="x", measures=spoken),
        Line(number=2, speaker="customer", text="y", measures=typed),
        Line(number=3, speaker="agent", text="z", measures=typed),
    )
    found = facts_of(Transcript(language="en", lines=lines, known=frozenset({"voice"})))
    assert found[Fact.PACE] == 150
    assert found[Fact.RESPONSE_SECONDS] == 1.5
    assert found[Fact.PAUSE_SHARE] == 0.25
    assert found[Fact.FILLERS_A_100] == 10
    assert found[Fact.OVERLAPS] == 0
    unknown = facts_of(Transcript(language="en", lines=lines))
    assert Fact.PACE not in unknown
