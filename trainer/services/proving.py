"""Proving: practice agents play what a trainer has written before anybody meets it. Nothing goes on the record."""

from collections.abc import Iterator, Mapping, Sequence

from trainer.domain.call import Call
from trainer.domain.persona import CustomerState, Persona
from trainer.domain.practice import PracticeAgent
from trainer.domain.proving import POOR, Finding, Graded, Trial, customer_findings, rubric_findings
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.domain.values import LANGUAGES, Language
from trainer.ports import Catalogue
from trainer.services.grading import Grading
from trainer.services.rehearsal import Rehearsal

SEEDS = (1, 2, 3)
"""Calls of each agent with each pairing; three tell a customer who sometimes gives in from one who never does."""
SHOWN = ("excellent", "decent", "hollow", "cold", "rude")
"""The agents of the temperament's curve, best first."""


class Proving:
    """Plays trials and says what speaks against what was tried."""

    def __init__(self, catalogue: Catalogue, rehearsal: Rehearsal, grading: Grading) -> None:
        self._catalogue = catalogue
        self._rehearsal = rehearsal
        self._grading = grading

    def persona(self, persona: Persona, name: str) -> tuple[Finding, ...]:
        """What speaks against a customer, on every situation of their language."""
        scenarios = [self._catalogue.scenario(one) for one in _own(self._catalogue.scenarios(), persona.language)]
        pairs = [(persona, scenario) for scenario in scenarios]
        return customer_findings(list(self._trials(pairs, persona.language, name)), scenarios)

    def scenario(self, scenario: Scenario, name: str) -> tuple[Finding, ...]:
        """What speaks against a situation, with every customer of its language."""
        personas = [self._catalogue.persona(one) for one in _own(self._catalogue.personas(), scenario.language)]
        pairs = [(persona, scenario) for persona in personas]
        return customer_findings(list(self._trials(pairs, scenario.language, name)), [scenario])

    def rubric(self, rubric: Rubric) -> tuple[Finding, ...]:
        """What speaks against a rubric, on good and poor calls in every language."""
        return rubric_findings([one for language in LANGUAGES for one in self._graded(rubric, language)])

    def feelings(self, persona: Persona, scenario: Scenario) -> Mapping[str, tuple[CustomerState, ...]]:
        """How the customer would feel after each turn, with each of the agents of the curve."""
        agents = {one.name: one for one in self._catalogue.practice(persona.language)}
        return {
            name: tuple(turn.state for turn in self._rehearsal.act(agents[name], persona, scenario, seed=1).turns)
            for name in SHOWN
            if name in agents
        }

    def talk(self, persona: Persona, scenario: Scenario, lines: Sequence[str]) -> Call:
        """The call that comes of these lines of an agent, said one after the other, up to where the customer leaves."""
        call, cast = self._rehearsal.ringing(persona, scenario)
        for line in lines:
            if call.customer is None or not call.customer.gone:
                call = self._rehearsal.take(cast, call, line)
        return call

    def _trials(self, pairs: Sequence[tuple[Persona, Scenario]], language: Language, name: str) -> Iterator[Trial]:
        for agent in self._catalogue.practice(language):
            for persona, scenario in pairs:
                for seed in SEEDS:
                    yield self._trial(agent, persona, scenario, seed, name)

    def _trial(self, agent: PracticeAgent, persona: Persona, scenario: Scenario, seed: int, name: str) -> Trial:
        call = self._rehearsal.act(agent, persona, scenario, seed, (name, name))
        return _trial_of(agent, persona, scenario, call)

    def _graded(self, rubric: Rubric, language: Language) -> Iterator[Graded]:
        personas = _own(self._catalogue.personas(), language)
        scenarios = _own(self._catalogue.scenarios(), language)[:1]
        for agent in self._catalogue.practice(language):
            if agent.name in SHOWN or agent.manner.quality > POOR:
                for persona in personas:
                    for scenario in scenarios:
                        yield self._grade(rubric, agent, persona, scenario, language)

    def _grade(self, rubric: Rubric, agent: PracticeAgent, persona: str, scenario: str, language: Language) -> Graded:
        call = self._rehearsal.play(agent, persona, scenario, seed=1)
        who, why = self._catalogue.persona(persona), self._catalogue.scenario(scenario)
        trial = _trial_of(agent, who, why, call)
        return Graded(trial, self._grading.grade_under(rubric, self._grading.freeze(call)).total, language)


def _trial_of(agent: PracticeAgent, persona: Persona, scenario: Scenario, call: Call) -> Trial:
    return Trial(
        agent=agent.name,
        quality=agent.manner.quality,
        persona=persona.name,
        temperament=persona.temperament,
        scenario=scenario.title,
        call=call,
    )


def _own(names: Sequence[str], language: Language) -> list[str]:
    return [one for one in names if one.startswith(f"{language}/")]
