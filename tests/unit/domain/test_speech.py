"""How a customer sounds follows how they feel, and what is spoken is what was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stage import Stage
from trainer.domain.clauses import clauses, heard_part
from trainer.domain.persona import CustomerState
from trainer.domain.speech import Recognised, Sound, as_spoken, manner_of

CALM = CustomerState(anger=5, confusion=5, hesitation=5, trust=50, patience=60)


def feeling(**state: float) -> CustomerState:
    return CALM.model_copy(update=state)


def test_anger_is_faster_higher_and_louder_and_hesitation_slower_and_softer(stage: Stage) -> None:
    persona = stage.catalogue.persona("en/angry")
    calm, angry = manner_of(persona, CALM), manner_of(persona, feeling(anger=95))
    assert (angry.rate, angry.pitch, angry.loudness) > (calm.rate, calm.pitch, calm.loudness)
    unsure = manner_of(persona, feeling(hesitation=95))
    assert unsure.rate < calm.rate
    assert unsure.loudness < calm.loudness


@given(st.lists(st.floats(0, 100), min_size=5, max_size=5))
def test_every_state_can_be_spoken(stage: Stage, values: list[float]) -> None:
    names = ("anger", "confusion", "hesitation", "trust", "patience")
    for name in stage.catalogue.personas():
        manner_of(stage.catalogue.persona(name), CustomerState(**dict(zip(names, values, strict=True))))


def test_the_unsure_begin_again_now_and_then_and_nobody_else() -> None:
    said = "I just don't know about that."
    assert as_spoken(said, feeling(hesitation=80), 4) == "I… I just don't know about that."
    assert as_spoken(said, feeling(hesitation=80), 2) == said
    assert as_spoken(said, CALM, 4) == said
    assert as_spoken("No.", feeling(hesitation=80), 4) == "No."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Yes, that is my number. And the other one?", ("Yes, that is my number.", "And the other one?")),
        ("نعم، هذا رقمي الصحيح، وماذا عن المبلغ؟", ("نعم، هذا رقمي الصحيح،", "وماذا عن المبلغ؟")),
        ("", ()),
    ],
)
def test_words_are_cut_where_people_breathe(text: str, found: tuple[str, ...]) -> None:
    assert clauses(text) == found


@given(st.text(alphabet="abcде، ,.?!…", max_size=80))
def test_no_word_is_lost_between_clauses(text: str) -> None:
    assert " ".join(clauses(text)).split() == text.split()


def test_what_was_heard_is_a_beginning_of_what_was_said() -> None:
    assert heard_part("one two three four", 0.5) == "one two"
    assert heard_part("one two three four", 0) == ""
    assert heard_part("one two three four", 7) == "one two three four"


def test_sound_knows_how_long_it_lasts() -> None:
    assert Sound(samples=b"\0" * 32_000).seconds == 1.0


def test_what_no_confidence_is_told_for_counts() -> None:
    assert Recognised(text="yes").sure
    assert not Recognised(text="yes", confidence=0.2).sure
