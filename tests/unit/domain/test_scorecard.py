"""Totals, evidence and the pass: plain arithmetic that nothing unscored can slip through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stage import Stage
from trainer.domain.rubric import Gate, Rubric
from trainer.domain.scorecard import (
    CriterionGrade,
    CriticalFinding,
    Evidence,
    NotApplicable,
    Outcome,
    Scorecard,
    Scored,
    Unscored,
    passed,
    total,
    under_a_gate,
)
from trainer.domain.transcript import Line

QUOTE = Evidence(turn=1, quote="hello")
LINES = (Line(number=1, speaker="agent", text="Well, hello there"), Line(number=2, speaker="customer", text="hello"))


def grade(outcome: Outcome, weight: float = 1) -> CriterionGrade:
    return CriterionGrade(criterion="c", weight=weight, top=5, outcome=outcome)


def scored(level: int, weight: float = 1) -> CriterionGrade:
    return grade(Scored(level=level, evidence=(QUOTE,)), weight)


outcomes = st.one_of(
    st.integers(1, 5).map(lambda level: Scored(level=level, evidence=(QUOTE,))),
    st.just(NotApplicable(reason="needs_events")),
)
grades = st.lists(st.builds(grade, outcomes, st.floats(0.1, 100)), max_size=8).map(tuple)


@given(grades=grades)
def test_a_total_stays_between_0_and_100(grades: tuple[CriterionGrade, ...]) -> None:
    result = total(grades)
    assert result is None or 0 <= result <= 100


@given(grades=grades, weight=st.floats(0.1, 100))
def test_what_does_not_apply_never_moves_a_total(grades: tuple[CriterionGrade, ...], weight: float) -> None:
    assert total((*grades, grade(NotApplicable(reason="needs_timing"), weight))) == total(grades)


@given(grades=grades)
def test_one_unscored_criterion_leaves_the_total_open(grades: tuple[CriterionGrade, ...]) -> None:
    assert total((*grades, grade(Unscored(reason="quote_not_found")))) is None


def test_the_lowest_level_earns_nothing_and_the_highest_everything() -> None:
    assert total((scored(1), scored(5))) == 50.0
    assert total((scored(5, weight=3), scored(1, weight=1))) == 75.0


def test_nothing_graded_has_no_total() -> None:
    assert total(()) is None


@pytest.mark.parametrize(
    ("turn", "quote", "speaker", "holds"),
    [
        (1, "hello", "agent", True),
        (1, "Hello", "agent", False),
        (1, "  ", "agent", False),
        (2, "hello", "agent", False),
        (2, "hello", "customer", True),
        (3, "hello", "agent", False),
    ],
)
def test_a_quote_stands_only_as_an_exact_slice_of_that_speakers_turn(
    turn: int, quote: str, speaker: str, holds: bool
) -> None:
    assert Evidence(turn=turn, quote=quote).supported_by(LINES, "agent" if speaker == "agent" else "customer") is holds


@pytest.fixture
def rubric(stage: Stage) -> Rubric:
    return stage.catalogue.rubric("foundations")


def card(**given: object) -> Scorecard:
    """A scorecard with a perfect total."""
    return Scorecard.model_validate(
        {
            "rubric": "r",
            "language": "en",
            "grades": (),
            "critical": (),
            "total": 100.0,
            "passed": None,
            "graded_by": "x",
            **given,
        }
    )


def test_a_critical_error_fails_whatever_the_total(rubric: Rubric) -> None:
    assert passed(rubric, card(critical=(CriticalFinding(id="insult", evidence=(QUOTE,)),))) is False


def test_the_pass_mark_itself_passes_and_no_total_is_open(rubric: Rubric) -> None:
    assert passed(rubric, card(total=rubric.pass_mark)) is True
    assert passed(rubric, card(total=rubric.pass_mark - 0.1)) is False
    assert passed(rubric, card(total=None)) is None


def test_compliance_fails_a_call_apart_from_its_skills_and_leaves_it_open_while_unscored(rubric: Rubric) -> None:
    assert passed(rubric, card(compliance_total=rubric.compliance_mark)) is True
    assert passed(rubric, card(compliance_total=rubric.compliance_mark - 1)) is False
    assert passed(rubric, card(compliance=(grade(Unscored(reason="quote_not_found")),))) is None


def test_a_level_under_a_gate_fails_the_call(rubric: Rubric) -> None:
    low, high = (
        scored(level).model_copy(update={"criterion": name}) for level, name in ((2, "respect"), (4, "clarity"))
    )
    of_any = rubric.model_copy(update={"gates": (Gate(under=3),)})
    of_clarity = rubric.model_copy(update={"gates": (Gate(under=5, criterion="clarity"),)})
    assert under_a_gate(of_any, (low, high)) == ("respect",)
    assert under_a_gate(of_clarity, (low, high)) == ("clarity",)
    assert under_a_gate(rubric, (low, high)) == ()
    of_compliance = scored(2).model_copy(update={"criterion": "private_details"})
    assert under_a_gate(of_any, (of_compliance,)) == ()
    assert passed(rubric, card(gates=("respect",))) is False
