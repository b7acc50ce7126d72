"""How a call is graded: weighted criteria with anchored levels, critical errors and a pass mark."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from trainer.domain.codebook import Code
from trainer.domain.facts import Fact, Need
from trainer.domain.values import Frozen, Key, Localised, Percent


class Indicator(Frozen):
    """What moves a level: a behaviour that is seen, or a fact that is counted.

    A behaviour adds `adds` levels for each turn that shows it, at most `up_to` times; with `absent: true` it counts
    once, when the behaviour was due and never came. With `alongside` only turns count that show one of those as well,
    or that follow one which does: what is checked or summed up must have been said. With `of_turns: true` what counts
    is the share of the agent's turns that show it. A share, or a fact, adds nothing at `none_at` and all of `adds` at
    `full_at`, evenly in between.
    """

    behaviour: Code | None = None
    fact: Fact | None = None
    adds: Annotated[float, Field(ge=-4, le=4)]
    up_to: Annotated[int, Field(ge=1, le=20)] = 1
    absent: bool = False
    alongside: tuple[Code, ...] = ()
    of_turns: bool = False
    none_at: float = 0
    full_at: float = 1
    needs: tuple[Need, ...] = ()
    why: Localised

    @model_validator(mode="after")
    def _says_what_it_looks_at(self) -> Self:
        if (self.behaviour is None) == (self.fact is None):
            raise ValueError("name either a behaviour or a fact")
        if self.fact and (self.absent or self.of_turns):
            raise ValueError("absent and of_turns go with a behaviour")
        if self.none_at == self.full_at:
            raise ValueError("none_at and full_at must differ")
        return self

    def reach(self, value: float) -> float:
        """How far the value is from `none_at` to `full_at`, 0-1."""
        return min(1.0, max(0.0, (value - self.none_at) / (self.full_at - self.none_at)))


class Criterion(Frozen):
    """One weighted line of a rubric; its levels are anchored from 1 (worst) upward without a gap.

    `examples` are words of an agent that show a level to people; no grader compares with them.

    It does not apply to a call of which one of the facts in `applies_with` is nought or unknown: nobody can meet doubts
    that were not voiced.
    """

    id: Key
    weight: Annotated[float, Field(gt=0, le=100)]
    kind: Literal["read", "counted", "both"]
    name: Localised
    asks: Localised
    levels: Mapping[Annotated[int, Field(ge=1, le=10)], Localised]
    examples: Mapping[Annotated[int, Field(ge=1, le=10)], Localised] = Field(default_factory=dict)
    starts_at: Annotated[float, Field(ge=1, le=10)]
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]
    needs: tuple[Need, ...] = ()
    applies_with: tuple[Fact, ...] = ()
    advice: Localised

    @model_validator(mode="after")
    def _levels_have_no_gap(self) -> Self:
        if len(self.levels) < 2 or sorted(self.levels) != list(range(1, len(self.levels) + 1)):
            raise ValueError("levels must be anchored from 1 upward without a gap, two at least")
        if unknown := set(self.examples) - set(self.levels):
            raise ValueError(f"an example for level {min(unknown)}, which is not anchored")
        if self.starts_at > len(self.levels):
            raise ValueError(f"starts_at is over the top level, {len(self.levels)}")
        return self

    @property
    def top(self) -> int:
        """The highest level."""
        return len(self.levels)


class CriticalError(Frozen):
    """What fails the call whatever its total."""

    id: Key
    behaviour: Code
    name: Localised
    needs: tuple[Need, ...] = ()


class Gate(Frozen):
    """A level under which a call fails whatever its total: of one criterion, or of any when none is named."""

    criterion: Key | None = None
    under: Annotated[int, Field(ge=2, le=10)]


class Rubric(Frozen):
    """A versioned scorecard to be filled. Compliance is graded apart from the skills and has a mark of its own."""

    kind: Literal["rubric"]
    version: Annotated[int, Field(ge=1)]
    name: Localised
    about: Localised
    pass_mark: Percent
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    compliance: tuple[Criterion, ...] = ()
    compliance_mark: Percent = 100
    gates: tuple[Gate, ...] = ()
    critical_errors: tuple[CriticalError, ...] = ()

    @model_validator(mode="after")
    def _criteria_are_unique(self) -> Self:
        ids = [criterion.id for criterion in (*self.criteria, *self.compliance)]
        if len(set(ids)) < len(ids):
            raise ValueError("two criteria have the same id")
        if unknown := {gate.criterion for gate in self.gates} - {None, *ids}:
            raise ValueError(f"a gate names no criterion of this rubric: {', '.join(sorted(map(str, unknown)))}")
        return self

    def criterion(self, name: str) -> Criterion | None:
        """The criterion of that id."""
        return next((one for one in (*self.criteria, *self.compliance) if one.id == name), None)
