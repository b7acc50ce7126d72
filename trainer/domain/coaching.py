"""The moment of a call that mattered most, and what another try came to."""

from typing import Annotated

from pydantic import Field

from trainer.domain.call import Call, Turn
from trainer.domain.codebook import Code
from trainer.domain.customer.reactions import REACTIONS
from trainer.domain.persona import CustomerState
from trainer.domain.values import Frozen

LEADING = 1.0
"""What a point of trust or anger counts; a call stands or falls with them."""
LESSER = 0.5
"""What a point of confusion, hesitation or patience counts; judgement."""


class Change(Frozen):
    """How far each feeling moved, in points of 100."""

    anger: float = 0
    confusion: float = 0
    hesitation: float = 0
    trust: float = 0
    patience: float = 0

    @property
    def worth(self) -> float:
        """What the change was worth to the call: above 0 where it helped."""
        lesser = self.patience - self.confusion - self.hesitation
        return round(LEADING * (self.trust - self.anger) + LESSER * lesser, 1)


class Moment(Frozen):
    """An agent's turn, what the customer had said before it, and what it did to them."""

    turn: int
    heard: str
    said: str
    change: Change
    codes: tuple[Code, ...]


class Coaching(Frozen):
    """The moment that mattered most, and what could have been said to that customer instead."""

    moment: Moment
    instead: str


class Difference(Frozen):
    """Another try beside the call it branched from: the customer at the end of each, and the totals where graded."""

    call: str
    branch: str
    turn: Annotated[int, Field(ge=1)]
    change: Change
    total_before: float | None
    total_after: float | None


def moment_of(call: Call) -> Moment | None:
    """The agent's turn that moved the customer most, for better or worse; `None` before the customer has spoken."""
    moments = [_moment(before, turn) for before, turn in _replies(call)]
    return max(moments, key=lambda one: abs(one.change.worth), default=None)


def between(before: CustomerState, after: CustomerState) -> Change:
    """From one state to another."""
    later = after.model_dump()
    return Change(**{name: round(later[name] - level, 1) for name, level in before.model_dump().items()})


def _replies(call: Call) -> list[tuple[Turn, Turn]]:
    """Every agent's turn with the customer's turn before it."""
    pairs = zip(call.turns, call.turns[1:], strict=False)
    return [(before, turn) for before, turn in pairs if before.speaker == "customer" and turn.speaker == "agent"]


def _moment(before: Turn, turn: Turn) -> Moment:
    codes = dict.fromkeys(one.code for one in turn.behaviours if one.code in REACTIONS)
    return Moment(
        turn=turn.number,
        heard=before.text,
        said=turn.text,
        change=between(before.state, turn.state),
        codes=tuple(codes),
    )
