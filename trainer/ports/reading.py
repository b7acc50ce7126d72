"""Who reads what an agent does."""

from typing import Protocol

from trainer.domain.call import Usage
from trainer.domain.codebook import Behaviour
from trainer.domain.customer.memory import Customer
from trainer.domain.persona import Persona
from trainer.domain.scenario import Scenario
from trainer.domain.transcript import Measures
from trainer.domain.values import Frozen, Language


class Listening(Frozen):
    """What a reader may know of the call while it reads a turn; no scenario is known of a bare transcript.

    `before` is what the customer had just said; `formulas` are the words of sympathy that were used before, case
    folded; `answers` the earlier turns that answered one of the scenario's questions, with the question.
    """

    language: Language
    before: str = ""
    formulas: frozenset[str] = frozenset()
    answers: tuple[tuple[str, str], ...] = ()
    persona: Persona | None = None
    scenario: Scenario | None = None
    customer: Customer | None = None


class Readings(Frozen):
    """What a reader heard in a turn, and who it was."""

    behaviours: tuple[Behaviour, ...]
    by: str
    usage: Usage | None = None


class Reader(Protocol):
    """Reads what an agent did in a turn."""

    name: str

    def hear(self, text: str, listening: Listening) -> Readings:
        """The behaviours in the turn, each with an exact slice of it, in order; `ModelFailed` when it cannot tell."""
        ...


class FirstReader(Reader, Protocol):
    """A reader that the customer can wait for: it never fails, and takes no longer than a breath."""

    def read(self, text: str, listening: Listening) -> tuple[Behaviour, ...]:
        """The behaviours in the turn, each with an exact slice of it, in order."""
        ...

    def measure(self, text: str, language: Language) -> Measures:
        """The size of an utterance of either side."""
        ...
