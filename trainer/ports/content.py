"""Where personas, scenarios and rubrics come from."""

from collections.abc import Sequence
from typing import Protocol

from trainer.domain.certification import Programme
from trainer.domain.persona import Persona
from trainer.domain.practice import PracticeAgent
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.domain.values import Language


class Catalogue(Protocol):
    """The published personas, scenarios and rubrics. Unknown ids raise `NotFound`."""

    def persona(self, name: str) -> Persona:
        """The persona of that id."""
        ...

    def scenario(self, name: str) -> Scenario:
        """The scenario of that id."""
        ...

    def rubric(self, name: str) -> Rubric:
        """The rubric of that id."""
        ...

    def programme(self, name: str) -> Programme:
        """The programme of that id."""
        ...

    def programmes(self) -> Sequence[str]:
        """The ids of the programmes, by name."""
        ...

    def personas(self) -> Sequence[str]:
        """The ids of the personas, by language and name."""
        ...

    def scenarios(self) -> Sequence[str]:
        """The ids of the scenarios, by language and name."""
        ...

    def rubrics(self) -> Sequence[str]:
        """The ids of the rubrics, by name."""
        ...

    def practice(self, language: Language) -> Sequence[PracticeAgent]:
        """The practice agents of a language, best first."""
        ...

    def practice_agent(self, language: Language, name: str) -> PracticeAgent:
        """The practice agent of that name; `NotFound` when there is none."""
        ...

    def version(self, kind: str, name: str) -> str:
        """The hash of the file that the thing was read from."""
        ...
