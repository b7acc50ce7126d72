"""Who judges a call."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from pydantic import Field

from trainer.domain.call import Usage
from trainer.domain.rubric import Criterion
from trainer.domain.scorecard import Outcome
from trainer.domain.transcript import Transcript
from trainer.domain.values import Frozen


class Judgement(Frozen):
    """An outcome for each criterion, in their order, and who gave them.

    `versions` are what besides rubric and words shaped them; `instead` says, as the code of a fault, why another judge
    than the one that was asked gave them.
    """

    outcomes: tuple[Outcome, ...]
    by: str
    versions: Mapping[str, str] = Field(default_factory=dict)
    usage: Usage | None = None
    instead: str = ""


class Judge(Protocol):
    """Proposes an outcome for each criterion of a call."""

    name: str

    def judge(self, criteria: Sequence[Criterion], transcript: Transcript) -> Judgement:
        """The outcomes, with quotes that are exact slices of agent turns; `ModelFailed` when it must wait."""
        ...
