"""Everything about the customer that changes in a call; a snapshot of it lies with every turn."""

from typing import Literal

from trainer.domain.codebook import Code
from trainer.domain.moves import Band, Move
from trainer.domain.persona import CustomerState, Persona, Temperament
from trainer.domain.values import Frozen

LEADING: dict[Temperament, str] = {"angry": "anger", "confused": "confusion", "hesitant": "hesitation"}
"""The feeling that shows first in a temperament."""

Ladder = Literal["none", "supervisor", "warned", "left"]
"""How far the customer has gone on the way out of the call."""


class Customer(Frozen):
    """The customer at one moment: state, what has been said to them, and what they have said.

    `at` counts agent turns heard; `acknowledged_at` and `helped_at` say in which of them that last happened (0: never),
    `abused` in how many there was abuse, `acknowledged` in how many ways the feeling was. `corrected` are wrong beliefs
    that the agent has set right, `withdrawn` are remedies that were announced and then refused, `used` the keys of the
    lines spoken, `witnessed` what the agent has shown so far. Ids are those of the scenario.
    """

    state: CustomerState
    at: int = 0
    opened: bool = False
    identified: bool = False
    revealed: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    announced: tuple[str, ...] = ()
    offered_at: int = 0
    answered: tuple[str, ...] = ()
    doubts_met: tuple[str, ...] = ()
    posed: tuple[str, ...] = ()
    open_question: str | None = None
    open_doubt: str | None = None
    corrected: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    acknowledged: int = 0
    acknowledged_at: int = 0
    helped_at: int = 0
    witnessed: tuple[Code, ...] = ()
    apologies: int = 0
    formulas: tuple[str, ...] = ()
    closings: int = 0
    abused: int = 0
    transfers: int = 0
    ladder: Ladder = "none"
    settled: bool = False
    accepted: bool = False
    accepted_at: int = 0
    supervisor: bool = False
    gone: bool = False
    used: tuple[str, ...] = ()
    last_move: Move | None = None

    @property
    def resolved(self) -> bool:
        """Whether what was announced settles the matter fully and the customer has taken it."""
        return self.settled and self.accepted


def newcomer(persona: Persona) -> Customer:
    """The customer as the phone begins to ring."""
    return Customer(state=persona.starts)


def band(persona: Persona, customer: Customer) -> Band:
    """How strongly the leading feeling of the temperament shows now."""
    level = getattr(customer.state, LEADING[persona.temperament])
    return Band.LOW if level < 35 else Band.MID if level < 70 else Band.HIGH
