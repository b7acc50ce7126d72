"""What moves a customer, and what does not."""

import itertools

import pytest

from tests.stage import Stage
from trainer.domain.codebook import Behaviour, Code
from trainer.domain.customer.advance import advance
from trainer.domain.customer.memory import Customer, band, newcomer
from trainer.domain.customer.reactions import SATED
from trainer.domain.moves import Band
from trainer.domain.persona import CustomerState, Persona
from trainer.domain.scenario import Scenario


@pytest.fixture
def angry(stage: Stage) -> Persona:
    return stage.catalogue.persona("en/angry")


@pytest.fixture
def billed(stage: Stage) -> Scenario:
    return stage.catalogue.scenario("en/billed-twice")


def seen(*codes: Code, about: str | None = None) -> tuple[Behaviour, ...]:
    return tuple(Behaviour(code=code, quote=code.value, start=0, end=1, about=about) for code in codes)


def after(persona: Persona, scenario: Scenario, *turns: tuple[Behaviour, ...]) -> Customer:
    customer = newcomer(persona).model_copy(update={"opened": True})
    for turn in turns:
        customer = advance(persona, scenario, customer, turn)
    return customer


def test_apologies_alone_never_calm(angry: Persona, billed: Scenario) -> None:
    sorry = after(angry, billed, *[seen(Code.APOLOGISES)] * 4)
    assert sorry.state.anger >= angry.starts.anger


def test_naming_the_feeling_without_doing_anything_does_not_calm(angry: Persona, billed: Scenario) -> None:
    heard = after(angry, billed, seen(Code.NAMES_FEELING))
    assert heard.state.anger == angry.starts.anger


def test_doing_something_without_naming_the_feeling_does_not_calm(angry: Persona, billed: Scenario) -> None:
    asked = after(angry, billed, seen(Code.ASKS, Code.GIVES_NEXT_STEP))
    assert asked.state.anger >= angry.starts.anger


def test_both_together_calm_in_steps(angry: Persona, billed: Scenario) -> None:
    turn = seen(Code.NAMES_FEELING, Code.GIVES_NEXT_STEP)
    once, twice = after(angry, billed, turn), after(angry, billed, turn, turn)
    assert angry.starts.anger > once.state.anger > twice.state.anger > 0


def test_a_hurt_strikes_harder_after_calming(angry: Persona, billed: Scenario) -> None:
    calming = seen(Code.NAMES_FEELING, Code.GIVES_NEXT_STEP)
    calm = after(angry, billed, calming, calming, calming)
    hurt = advance(angry, billed, calm, seen(Code.OWN_TROUBLES, Code.ASKS))
    fresh = after(angry, billed, seen(Code.OWN_TROUBLES, Code.ASKS))
    assert hurt.state.anger - calm.state.anger > fresh.state.anger - angry.starts.anger


@pytest.mark.parametrize("code", [Code.DISMISSES, Code.BLAMES, Code.ARGUES, Code.SELLS, Code.ASKS_IRRELEVANT])
def test_what_hurts_raises_anger_and_spends_patience(angry: Persona, billed: Scenario, code: Code) -> None:
    hurt = after(angry, billed, seen(code))
    assert hurt.state.anger > angry.starts.anger
    assert hurt.state.patience < angry.starts.patience


def test_confusion_falls_with_plain_words_and_rises_with_jargon(stage: Stage) -> None:
    confused = stage.catalogue.persona("en/confused")
    billed = stage.catalogue.scenario("en/billed-twice")
    plain = after(confused, billed, seen(Code.EXPLAINS, Code.CHECKS_UNDERSTANDING))
    jargon = after(confused, billed, seen(Code.USES_JARGON, Code.LONG_WINDED))
    assert plain.state.confusion < confused.starts.confusion < jargon.state.confusion


def test_hesitation_falls_with_time_and_rises_with_pressure(stage: Stage) -> None:
    hesitant = stage.catalogue.persona("en/hesitant")
    billed = stage.catalogue.scenario("en/billed-twice")
    time = after(hesitant, billed, seen(Code.GIVES_TIME))
    pushed = after(hesitant, billed, seen(Code.PRESSURES))
    assert time.state.hesitation < hesitant.starts.hesitation < pushed.state.hesitation


def test_a_full_remedy_settles_and_a_part_of_it_does_not(angry: Persona, billed: Scenario) -> None:
    assert after(angry, billed, seen(Code.OFFERS, about="refund")).settled
    assert not after(angry, billed, seen(Code.OFFERS, about="bill_credit")).settled


def test_a_long_hold_costs_more_than_a_short_one(angry: Persona, billed: Scenario) -> None:
    start = newcomer(angry)
    short = advance(angry, billed, start, seen(Code.HOLDS), seconds=20, words_were_spoken=False)
    long = advance(angry, billed, start, seen(Code.HOLDS), seconds=200, words_were_spoken=False)
    assert long.state.patience < short.state.patience < start.state.patience
    assert long.at == start.at


@pytest.mark.parametrize(("anger", "mood"), [(0, Band.LOW), (34.9, Band.LOW), (35, Band.MID), (70, Band.HIGH)])
def test_the_mood_band_follows_the_leading_feeling(angry: Persona, anger: float, mood: Band) -> None:
    state = CustomerState(anger=anger, confusion=90, hesitation=90, trust=0, patience=0)
    assert band(angry, Customer(state=state)) is mood


def test_a_question_without_a_subject_does_nothing_about_the_matter(angry: Persona, billed: Scenario) -> None:
    acknowledged = seen(Code.NAMES_FEELING)
    vague = after(angry, billed, (*acknowledged, *seen(Code.ASKS)))
    exact = after(angry, billed, (*acknowledged, *seen(Code.ASKS, about="card")))
    assert vague.state.anger == angry.starts.anger
    assert exact.state.anger < angry.starts.anger


def test_what_is_explained_in_jargon_makes_nothing_clear(stage: Stage, billed: Scenario) -> None:
    confused = stage.catalogue.persona("en/confused")
    plain = after(confused, billed, seen(Code.EXPLAINS))
    wrapped = after(confused, billed, seen(Code.EXPLAINS, Code.USES_JARGON))
    assert plain.state.confusion < confused.starts.confusion < wrapped.state.confusion


def test_trust_is_won_ever_more_slowly(angry: Persona, billed: Scenario) -> None:
    turns = [seen(Code.TAKES_OWNERSHIP)] * 12
    levels = [after(angry, billed, *turns[:count]).state.trust for count in range(13)]
    gains = [later - earlier for earlier, later in itertools.pairwise(levels)]
    assert gains[-1] < gains[0] / 2
    assert levels[-1] < 95


def test_a_remedy_taken_back_stands_no_longer_and_costs_trust(angry: Persona, billed: Scenario) -> None:
    offered = after(angry, billed, seen(Code.OFFERS, about="refund"))
    refused = advance(angry, billed, offered, seen(Code.REFUSES, about="refund"))
    assert offered.settled
    assert not refused.settled
    assert refused.withdrawn == ("refund",)
    assert refused.state.trust < offered.state.trust - 10


def test_a_wrong_belief_set_right_counts_once_and_only_when_it_was_voiced(angry: Persona, billed: Scenario) -> None:
    belief = billed.beliefs[0].id
    voiced = newcomer(angry).model_copy(update={"opened": True, "posed": (belief,)})
    corrected = advance(angry, billed, voiced, seen(Code.EXPLAINS, about=belief))
    assert corrected.corrected == (belief,)
    assert advance(angry, billed, newcomer(angry), seen(Code.EXPLAINS, about=belief)).corrected == ()
    again = advance(angry, billed, corrected, seen(Code.EXPLAINS, about=belief))
    assert again.state.trust - corrected.state.trust < corrected.state.trust - voiced.state.trust


def test_the_second_transfer_strikes_harder(angry: Persona, billed: Scenario) -> None:
    patient = newcomer(angry).model_copy(update={"opened": True})
    once = advance(angry, billed, patient, seen(Code.TRANSFERS), words_were_spoken=False)
    twice = advance(angry, billed, once, seen(Code.TRANSFERS), words_were_spoken=False)
    assert once.state.trust - twice.state.trust > patient.state.trust - once.state.trust


def test_help_without_a_word_for_the_feeling_wins_trust_only_so_far(angry: Persona, billed: Scenario) -> None:
    helped = [seen(Code.ANSWERS, Code.GIVES_NEXT_STEP, Code.GIVES_DATE)] * 20
    cool = after(angry, billed, *helped).state.trust
    warm = after(angry, billed, seen(Code.NAMES_FEELING, Code.TAKES_OWNERSHIP), *helped).state.trust
    assert cool <= SATED[0]
    assert warm > SATED[1]
