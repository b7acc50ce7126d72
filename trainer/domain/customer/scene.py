"""What a rule of the customer's may look at when it chooses the next act."""

import random
from dataclasses import dataclass

from trainer.domain.codebook import Behaviour, Code
from trainer.domain.customer.memory import Customer
from trainer.domain.persona import Persona
from trainer.domain.scenario import Fact, Scenario


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a rule may look at. `before` is the customer as they were when the agent began to speak."""

    persona: Persona
    scenario: Scenario
    before: Customer
    customer: Customer
    behaviours: tuple[Behaviour, ...]
    rng: random.Random

    def heard(self, *codes: Code) -> bool:
        """Whether any of these was just heard."""
        return any(behaviour.code in codes for behaviour in self.behaviours)

    def about(self, code: Code) -> list[str]:
        """What the behaviours of that code concern."""
        return [one.about for one in self.behaviours if one.code is code and one.about]

    @property
    def next_doubt(self) -> str | None:
        """The first doubt that has been neither voiced nor met."""
        known = (*self.customer.posed, *self.customer.doubts_met)
        return next((one.id for one in self.scenario.doubts if one.id not in known), None)

    @property
    def next_question(self) -> str | None:
        """The first question that has been neither asked nor answered."""
        known = (*self.customer.posed, *self.customer.answered)
        return next((one.id for one in self.scenario.questions if one.id not in known), None)

    @property
    def next_belief(self) -> str | None:
        """The first wrong belief that has been neither voiced nor set right."""
        known = (*self.customer.posed, *self.customer.corrected)
        return next((one.id for one in self.scenario.beliefs if one.id not in known), None)

    @property
    def next_news(self) -> str | None:
        """The first turn of events that has not been told."""
        return next((one.id for one in self.scenario.news if one.id not in self.customer.posed), None)


def may_tell(fact: Fact, customer: Customer) -> bool:
    """Whether the customer would give this fact when asked for it now."""
    match fact.gate:
        case "opening" | "asked":
            return True
        case "trust":
            return customer.state.trust >= fact.trust
        case "never":
            return False
