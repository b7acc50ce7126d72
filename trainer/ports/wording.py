"""Who words what a customer does, and who looks at the words."""

import random
from collections.abc import Callable
from typing import Literal, Protocol

from trainer.domain.call import Turn, Usage
from trainer.domain.customer.memory import Customer
from trainer.domain.moves import Act
from trainer.domain.persona import Persona
from trainer.domain.scenario import Scenario
from trainer.domain.values import Frozen, Language


class Moment(Frozen):
    """Where the call stands when the customer is about to speak."""

    persona: Persona
    scenario: Scenario
    customer: Customer
    turns: tuple[Turn, ...] = ()

    @property
    def heard(self) -> str:
        """All that the agent has said."""
        return "\n".join(turn.text for turn in self.turns if turn.speaker == "agent")


class Worded(Frozen):
    """Words for a move; `used` are the keys of the lines and scenario sentences that made them.

    `by` is who worded it; `instead` says, as the code of a fault, why it is not (all) in a model's words.
    """

    text: str
    used: tuple[str, ...]
    by: str = "embedded"
    instead: str = ""
    usage: Usage | None = None


Show = Callable[[str], None]
"""Shows a sentence of the customer as soon as it stands."""


class Voice(Protocol):
    """Words the customer's move."""

    name: str

    def word(self, act: Act, moment: Moment, rng: random.Random, show: Show, /) -> Worded | None:
        """Words for the act, or `None` when nothing fresh is left to say for it.

        What is shown early is the beginning of the words that are returned.
        """
        ...


Breach = Literal["agents_part", "assistant_talk", "instructions", "language", "fact_too_early", "invented"]
"""A rule that a customer's words would break."""


class Guard(Protocol):
    """Looks at a customer's words before they are shown."""

    def breaches(self, text: str, act: Act, scenario: Scenario, customer: Customer, heard: str) -> tuple[Breach, ...]:
        """The rules broken by these words of a customer who is about to do this; `heard` is all the agent said."""
        ...

    def carries(self, text: str, plain: str, language: Language) -> bool:
        """Whether the words hold every figure and code that the plain words do."""
        ...
