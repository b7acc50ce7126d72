"""What people do with a grade: overrule a level, contest it, answer, sign off. Acts are appended; the grade stays."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from trainer.domain.rubric import Rubric
from trainer.domain.scorecard import CriterionGrade, Evidence, Scorecard, Scored, Unscored, passed, total, under_a_gate
from trainer.domain.values import Frozen

Statement = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=2_000)]
"""What somebody gives as their reason, in their own words."""


class Act(Frozen):
    """Somebody's act on the grade of a call."""

    by: str
    at: datetime


class Overruled(Act):
    """Another level for one criterion, with a reason; `evidence` where the grade had none."""

    kind: Literal["overruled"] = "overruled"
    criterion: str
    level: Annotated[int, Field(ge=1)]
    reason: Statement
    evidence: tuple[Evidence, ...] = ()


class Contested(Act):
    """The trainee holds one criterion to be wrong."""

    kind: Literal["contested"] = "contested"
    criterion: str
    words: Statement


class Answered(Act):
    """What became of a contest; an overruling, where there is one, is an act of its own."""

    kind: Literal["answered"] = "answered"
    criterion: str
    words: Statement


class SignedOff(Act):
    """The grade stands; nothing more can be done to it."""

    kind: Literal["signed_off"] = "signed_off"


ReviewAct = Annotated[Overruled | Contested | Answered | SignedOff, Field(discriminator="kind")]


class Reviewed(Frozen):
    """The grade as it was given, everything done to it since, and the grade as it stands."""

    first: Scorecard
    acts: tuple[ReviewAct, ...]
    standing: Scorecard

    @property
    def signed_off(self) -> bool:
        """Whether the grade is final."""
        return any(isinstance(act, SignedOff) for act in self.acts)

    @property
    def open_contests(self) -> tuple[str, ...]:
        """The criteria whose last contest nobody has answered."""
        last = {act.criterion: act for act in self.acts if isinstance(act, Contested | Answered)}
        return tuple(name for name, act in last.items() if isinstance(act, Contested))


def as_given(card: Scorecard) -> Reviewed:
    """A grade to which nobody has done anything yet."""
    return Reviewed(first=card, acts=(), standing=card)


Flag = Literal["critical", "contested", "unscored", "wide_spread", "judges_apart"]
"""Why a person should look at a grade."""
APART = 1
"""Levels that a judge's runs, or two judges, may lie apart before a person looks."""


def flags(reviewed: Reviewed) -> Mapping[Flag, tuple[str, ...]]:
    """Why a person should look at the grade, with what it is about; nothing once it is signed off."""
    if reviewed.signed_off:
        return {}
    settled = {act.criterion for act in reviewed.acts if isinstance(act, Overruled)}
    grades = [one for one in (*reviewed.first.grades, *reviewed.first.compliance) if one.criterion not in settled]
    found: dict[Flag, tuple[str, ...]] = {
        "critical": tuple(one.id for one in reviewed.first.critical),
        "contested": reviewed.open_contests,
        "unscored": tuple(one.criterion for one in grades if isinstance(one.outcome, Unscored)),
        "wide_spread": tuple(one.criterion for one in grades if _spread(one) > APART),
        "judges_apart": tuple(one.criterion for one in grades if _gap(one, reviewed.first.beside) > APART),
    }
    return {flag: about for flag, about in found.items() if about}


def _spread(grade: CriterionGrade) -> int:
    return grade.outcome.spread if isinstance(grade.outcome, Scored) else 0


def _gap(grade: CriterionGrade, beside: Scorecard | None) -> int:
    other = beside.grade(grade.criterion) if beside else None
    if other is None or not isinstance(other.outcome, Scored) or not isinstance(grade.outcome, Scored):
        return 0
    return abs(other.outcome.level - grade.outcome.level)


def reviewed(rubric: Rubric, first: Scorecard, acts: Sequence[ReviewAct]) -> Reviewed:
    """The grade with the latest overruling of each criterion; total and pass are worked out anew."""
    latest = {act.criterion: act for act in acts if isinstance(act, Overruled)}
    if not latest:
        return Reviewed(first=first, acts=tuple(acts), standing=first)
    grades = tuple(_overruled(grade, latest) for grade in first.grades)
    compliance = tuple(_overruled(grade, latest) for grade in first.compliance)
    standing = first.model_copy(
        update={
            "grades": grades,
            "compliance": compliance,
            "compliance_total": total(compliance),
            "gates": under_a_gate(rubric, (*grades, *compliance)),
            "total": total(grades),
        }
    )
    return Reviewed(
        first=first,
        acts=tuple(acts),
        standing=standing.model_copy(update={"passed": passed(rubric, standing)}),
    )


def _overruled(grade: CriterionGrade, latest: dict[str, Overruled]) -> CriterionGrade:
    act = latest.get(grade.criterion)
    if act is None:
        return grade
    mine = grade.outcome.evidence if isinstance(grade.outcome, Scored) else ()
    return grade.model_copy(update={"outcome": Scored(level=act.level, evidence=act.evidence or mine)})
