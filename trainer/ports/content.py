"""Where personas, scenarios and rubrics come from."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from trainer.domain.authoring import ContentKind
from trainer.domain.certification import Programme
from trainer.domain.persona import Persona
from trainer.domain.practice import PracticeAgent
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.domain.values import Language
from trainer.errors import Fault

Authored = Persona | Scenario | Rubric | Programme


class Catalogue(Protocol):
    """The published personas, scenarios and rubrics. Unknown ids raise `NotFound`.

    With a `version` the thing is given as it was then, even where it is offered no more; where that text was not kept,
    as it is now.
    """

    def persona(self, name: str, version: str = "") -> Persona:
        """The persona of that id."""
        ...

    def scenario(self, name: str, version: str = "") -> Scenario:
        """The scenario of that id."""
        ...

    def rubric(self, name: str, version: str = "") -> Rubric:
        """The rubric of that id."""
        ...

    def programme(self, name: str, version: str = "") -> Programme:
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

    def version(self, kind: str, name: str, then: str = "") -> str:
        """The hash of the text that the thing is read from: in that version where it was kept, or as it is now."""
        ...

    def keep(self, kind: str, name: str) -> str:
        """The same, and the text is kept, so that it can be read again in that version."""
        ...

    def text(self, kind: ContentKind, name: str) -> str:
        """What the thing is written like; empty where nothing of that name is offered."""
        ...

    def shipped_text(self, kind: ContentKind, name: str) -> str:
        """What the file of that id is written like, whatever was published over it."""
        ...

    def shipped(self, kind: ContentKind) -> Sequence[str]:
        """The ids of that kind which lie in files, whatever was published over them."""
        ...


class Shelf(Protocol):
    """Texts by their version, and which version of each piece is published. One process publishes at a time."""

    def put_text(self, version: str, text: str) -> None:
        """Keep a text; it is never changed and never lost."""
        ...

    def text(self, version: str) -> str | None:
        """The text of that version."""
        ...

    def publish(self, kind: str, name: str, version: str) -> None:
        """From now on this version is in force; an empty one withdraws the piece."""
        ...

    def published(self) -> Mapping[tuple[str, str], str]:
        """The version in force of each piece that was ever published, by kind and name; empty where withdrawn."""
        ...


class Editor(Protocol):
    """Reads and rewrites the text of a piece."""

    def faults(self, kind: ContentKind, name: str, text: str) -> Sequence[Fault]:
        """Everything that is wrong with it, as `check` says it."""
        ...

    def load(self, kind: ContentKind, name: str, text: str) -> Authored:
        """What it says; `ContentError` with every fault where it cannot be used."""
        ...

    def values(self, text: str) -> Mapping[str, object]:
        """Its fields as plain values, faulty or not; none where it is no YAML."""
        ...

    def rewrite(self, text: str, values: Mapping[str, object]) -> str:
        """The text with these fields in the place of its own; comments, order and every other field stay.

        `BadInput` where it is no YAML.
        """
        ...
