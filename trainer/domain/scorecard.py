"""The graded rubric of one call. Levels are proposed by a judge; totals, gates and the pass come from here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, assert_never

from pydantic import Field

from trainer.domain.call import Speaker, Usage
from trainer.domain.rubric import Rubric
from trainer.domain.transcript import Line
from trainer.domain.values import Frozen, Language


class Evidence(Frozen):
    """Words quoted from a call, and where."""

    turn: int
    quote: Annotated[str, Field(min_length=1)]

    def supported_by(self, lines: tuple[Line, ...], speaker: Speaker = "agent") -> bool:
        """Whether the quote is an exact slice of the cited turn of that speaker."""
        cited = next((line for line in lines if line.number == self.turn), None)
        # A blank quote is a substring of everything.
        if cited is None or cited.speaker != speaker or not self.quote.strip():
            return False
        return self.quote in cited.text


class Reasoning(Frozen):
    """Why a level was given: an indicator, how often it counted or what was counted, and what that added.

    Any language can say it.
    """

    indicator: int
    times: int
    value: float | None = None
    points: float | None = None


class Scored(Frozen):
    """A level, and what it rests on; `about` is what the agent was reacting to.

    Where a model judged, `runs` are the levels of all its runs, of which this is the median, and `words` its reason.
    """

    kind: Literal["scored"] = "scored"
    level: int
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    about: tuple[Evidence, ...] = ()
    because: tuple[Reasoning, ...] = ()
    runs: tuple[int, ...] = ()
    words: str = ""

    @property
    def spread(self) -> int:
        """How many levels the runs lie apart."""
        return max(self.runs) - min(self.runs) if self.runs else 0


class Unscored(Frozen):
    """It could not be judged: never a zero and never a pass."""

    kind: Literal["unscored"] = "unscored"
    reason: str


class NotApplicable(Frozen):
    """It has no bearing on this call."""

    kind: Literal["not_applicable"] = "not_applicable"
    reason: str


Outcome = Annotated[Scored | Unscored | NotApplicable, Field(discriminator="kind")]


class CriterionGrade(Frozen):
    """The outcome of one criterion."""

    criterion: str
    weight: float
    top: int
    outcome: Outcome


class CriticalFinding(Frozen):
    """A critical error that was found, with the words that show it."""

    id: str
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]


class Scorecard(Frozen):
    """A grade as it was given. `total` is a percentage, or `None` while anything is unscored.

    `compliance` is graded apart, with a total of its own; `gates` names the criteria that were under one. Where a model
    judged, the embedded grade stands `beside` it, and `instead` says, as the code of a fault, why one did not.
    """

    rubric: str
    language: Language
    grades: tuple[CriterionGrade, ...]
    critical: tuple[CriticalFinding, ...]
    compliance: tuple[CriterionGrade, ...] = ()
    compliance_total: float | None = None
    gates: tuple[str, ...] = ()
    total: float | None
    passed: bool | None
    graded_by: str
    graded_at: datetime | None = None
    beside: "Scorecard | None" = None
    instead: str = ""
    usage: Usage | None = None
    versions: Mapping[str, str] = Field(default_factory=dict)

    def grade(self, criterion: str) -> CriterionGrade | None:
        """The grade of that criterion."""
        return next((grade for grade in (*self.grades, *self.compliance) if grade.criterion == criterion), None)


def share(level: int, top: int) -> float:
    """What part of a criterion's weight a level earns: the lowest level none, the highest all of it."""
    return (level - 1) / (top - 1)


def total(grades: tuple[CriterionGrade, ...]) -> float | None:
    """Weighted percentage, to one decimal; `None` while any criterion is unscored or none applies."""
    earned = possible = 0.0
    for grade in grades:
        match grade.outcome:
            case Scored(level=level):
                earned += grade.weight * share(level, grade.top)
                possible += grade.weight
            case Unscored():
                return None
            case NotApplicable():
                continue
            case _:
                assert_never(grade.outcome)
    return round(100 * earned / possible, 1) if possible else None


def under_a_gate(rubric: Rubric, grades: tuple[CriterionGrade, ...]) -> tuple[str, ...]:
    """The criteria whose level is under a gate of the rubric. A gate that names none is for the skills alone."""
    levels = {grade.criterion: grade.outcome.level for grade in grades if isinstance(grade.outcome, Scored)}
    skills = {criterion.id for criterion in rubric.criteria}
    return tuple(
        name
        for name, level in levels.items()
        if any(
            level < gate.under and (gate.criterion or name) == name
            for gate in rubric.gates
            if gate.criterion or name in skills
        )
    )


def passed(rubric: Rubric, card: Scorecard) -> bool | None:
    """Whether the call passes. A critical error, a gate or compliance fails it whatever the total.

    Anything that is unscored leaves it open.
    """
    complied = card.compliance_total is None or card.compliance_total >= rubric.compliance_mark
    if card.critical or card.gates or not complied:
        return False
    unscored = any(isinstance(grade.outcome, Unscored) for grade in card.compliance)
    return None if card.total is None or unscored else card.total >= rubric.pass_mark
