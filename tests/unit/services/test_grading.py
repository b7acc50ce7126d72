"""Scorecards rest on exact quotes, and what cannot be judged is said to be so."""

import pytest

from tests.stage import TRAINEE, Stage
from tests.unit.services.test_calls import GOOD, RUDE
from trainer.domain.people import Person, Role
from trainer.domain.scorecard import (
    Evidence,
    NotApplicable,
    Outcome,
    Scorecard,
    Scored,
    Unscored,
)
from trainer.domain.transcript import Line, Transcript
from trainer.errors import Conflict, NotFound
from trainer.services.grading import supported


def grade(stage: Stage, *turns: str, language: str = "en") -> tuple[Scorecard, Transcript]:
    """Grade turns written as `a: words` and `c: words`."""
    speakers = {"a": "agent", "c": "customer"}
    lines = tuple(
        Line.model_validate({"number": number, "speaker": speakers[turn[0]], "text": turn[2:].strip()})
        for number, turn in enumerate(turns, 1)
    )
    services, _ = stage.services()
    transcript = services.grading.listen("en", lines)
    return services.grading.grade("foundations", transcript), transcript


def levels(card: Scorecard) -> dict[str, int]:
    return {one.criterion: one.outcome.level for one in card.grades if isinstance(one.outcome, Scored)}


def test_a_good_call_passes_and_a_rude_one_fails(stage: Stage) -> None:
    good, _ = grade(stage, *[f"a:{line}" for line in GOOD])
    rude, _ = grade(stage, *[f"a:{line}" for line in RUDE])
    assert good.passed is True
    assert rude.passed is False
    assert good.total is not None
    assert rude.total is not None
    assert good.total > 75 > 20 > rude.total


def test_an_insult_is_a_critical_error_with_the_words_that_show_it(stage: Stage) -> None:
    card, _ = grade(stage, "a:Hello, thank you for calling.", "c:Hi.", "a:You are an idiot.")
    assert [one.id for one in card.critical] == ["insult"]
    assert card.critical[0].evidence[0].turn == 3
    assert card.passed is False


def test_every_level_rests_on_an_exact_slice_of_an_agents_turn(stage: Stage) -> None:
    for turns in (GOOD, RUDE, ["ok", "ok"], ["🙂", "..."], ["x" * 3_000]):
        card, transcript = grade(stage, "c:I was charged twice!", *[f"a:{turn}" for turn in turns])
        for one in card.grades:
            assert isinstance(one.outcome, Scored)
            assert all(quote.supported_by(transcript.lines) for quote in one.outcome.evidence)
            assert all(quote.supported_by(transcript.lines, "customer") for quote in one.outcome.about)


def test_for_an_absence_the_turn_where_it_was_due_is_cited(stage: Stage) -> None:
    card, _ = grade(stage, "a:Billing.", "c:I am furious!", "a:Account number?", "c:4471.")
    empathy = card.grade("empathy")
    assert empathy is not None
    assert isinstance(empathy.outcome, Scored)
    assert [quote.turn for quote in empathy.outcome.evidence] == [3]


def test_only_a_silent_agent_is_unscored(stage: Stage) -> None:
    card, _ = grade(stage, "c:Hello? Anyone there?", "a:   ")
    assert all(isinstance(one.outcome, Unscored) for one in card.grades)
    assert card.total is None
    assert card.passed is None


def test_the_same_transcript_gives_the_same_scorecard(stage: Stage) -> None:
    turns = [f"a:{line}" for line in GOOD]
    assert grade(stage, *turns)[0] == grade(stage, *turns)[0]


def test_repeating_an_apology_earns_less_than_it_costs(stage: Stage) -> None:
    once, _ = grade(stage, "c:I was charged twice!", "a:I am so sorry about that.")
    often, _ = grade(stage, "c:I was charged twice!", *["a:I am so sorry about that."] * 5)
    assert levels(often)["empathy"] <= levels(once)["empathy"]


def test_what_needs_events_does_not_apply_to_a_bare_transcript(stage: Stage) -> None:
    services, _ = stage.services()
    rubric = stage.catalogue.rubric("foundations")
    needy = rubric.criteria[0].model_copy(update={"needs": ("events",)})
    transcript = services.grading.listen("en", (Line(number=1, speaker="agent", text="Hello."),))
    outcome = services.grading._judge.judge([needy], transcript).outcomes[0]
    assert outcome == NotApplicable(reason="needs_events")


def test_reading_out_the_record_before_identification_is_critical(stage: Stage) -> None:
    call = stage.play("en/angry", "en/billed-twice", ["Hello.", "Your card ends in 5518, doesn't it?", ":hangup"])
    services, _ = stage.services()
    card = services.grading.grade("foundations", services.grading.freeze(call))
    assert "confidentiality" in [one.id for one in card.critical]


def test_a_promise_that_policy_forbids_is_critical(stage: Stage) -> None:
    call = stage.play(
        "en/angry", "en/billed-twice", ["Hello.", "I'll give you a free month as compensation.", ":hangup"]
    )
    services, _ = stage.services()
    card = services.grading.grade("foundations", services.grading.freeze(call))
    assert "forbidden_promise" in [one.id for one in card.critical]


def test_a_call_is_graded_once_and_only_when_it_has_ended(stage: Stage) -> None:
    services, _ = stage.services()
    call = services.calls.answer(TRAINEE, services.calls.ring(TRAINEE, "en/angry", "en/billed-twice").id)
    services.calls.say(TRAINEE, call.id, "Hello.")
    with pytest.raises(Conflict, match="goes_on"):
        services.grading.grade_call(TRAINEE, call.id)
    services.calls.hang_up(TRAINEE, call.id)
    first = services.grading.grade_call(TRAINEE, call.id)
    assert services.grading.grade_call(TRAINEE, call.id) == first
    assert len(services.store.cards(call.id)) == 1
    assert first.graded_at is not None


def test_a_stranger_sees_no_scorecard_and_a_manager_does(stage: Stage) -> None:
    services, _ = stage.services()
    call = services.calls.ring(TRAINEE, "en/angry", "en/billed-twice")
    services.calls.hang_up(TRAINEE, call.id)
    with pytest.raises(NotFound):
        services.grading.grade_call(Person(name="other", role=Role.TRAINEE), call.id)
    assert services.grading.grade_call(Person(name="boss", role=Role.MANAGER), call.id)


HELLO = Transcript(language="en", lines=(Line(number=1, speaker="agent", text="Hello there"),))


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Scored(level=6, evidence=(Evidence(turn=1, quote="Hello"),)), "level_not_anchored"),
        (Scored(level=0, evidence=(Evidence(turn=1, quote="Hello"),)), "level_not_anchored"),
        (Scored(level=3, evidence=(Evidence(turn=1, quote="Goodbye"),)), "quote_not_found"),
        (Scored(level=3, evidence=(Evidence(turn=2, quote="Hello"),)), "quote_not_found"),
        (
            Scored(level=3, evidence=(Evidence(turn=1, quote="Hello"),), about=(Evidence(turn=1, quote="Hello"),)),
            "quote_not_found",
        ),
    ],
)
def test_a_verdict_that_cannot_be_supported_is_unscored(outcome: Outcome, reason: str) -> None:
    assert supported(outcome, 5, HELLO) == Unscored(reason=reason)


def test_a_supported_verdict_stands() -> None:
    outcome = Scored(level=3, evidence=(Evidence(turn=1, quote="Hello"),))
    assert supported(outcome, 5, HELLO) == outcome
