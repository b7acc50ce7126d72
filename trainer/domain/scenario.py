"""Why the customer is in contact: a small world of facts, remedies, policy and questions."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, model_validator

from trainer.domain.values import Frozen, Key, Language, Percent, Words

Sentences = Annotated[tuple[Words, ...], Field(min_length=1)]
Channel = Literal["phone", "chat", "email", "counter"]
Gate = Literal["opening", "asked", "trust", "never"]
Settles = Literal["fully", "partly", "no"]

NAME = "name"
"""The fact that every customer knows and no scenario needs to state."""


class Briefing(Frozen):
    """What the agent reads before the call."""

    role: Words
    look_up: Sentences
    policy: Sentences


class RecordRow(Frozen):
    """One line of the customer's record on the agent's screen; `private` ones wait for identification."""

    label: Words
    value: Words
    private: bool = False


class Fact(Frozen):
    """Something the customer knows, when it comes out, and how they say it; `examples` ask for it as an agent would."""

    id: Key
    gate: Gate
    says: Sentences
    asked_by: tuple[Words, ...] = ()
    examples: tuple[Words, ...] = ()
    trust: Percent = 0
    identifies: bool = False


class Remedy(Frozen):
    """Something an agent may announce: what is heard as announcing it, whether policy allows it, what it settles.

    `examples` announce it as an agent would.
    """

    id: Key
    means: Words
    said_by: Sentences
    examples: tuple[Words, ...] = ()
    allowed: bool = True
    settles: Settles = "no"


class Question(Frozen):
    """What the customer must get answered before they are done, and what counts as an answer.

    `examples` answer it as an agent would.
    """

    id: Key
    asks: Sentences
    answered_by: Sentences
    examples: tuple[Words, ...] = ()


class Doubt(Frozen):
    """What a hesitant customer fears, and what meets the fear; `examples` meet it as an agent would."""

    id: Key
    says: Sentences
    met_by: Sentences
    examples: tuple[Words, ...] = ()


Part = TypeVar("Part", Fact, Remedy, Question, Doubt)


class Belief(Frozen):
    """Something the customer wrongly believes, and what sets it right; `examples` do so as an agent would."""

    id: Key
    says: Sentences
    corrected_by: Sentences
    examples: tuple[Words, ...] = ()


class News(Frozen):
    """A turn of events that reaches the customer in mid-call."""

    id: Key
    says: Sentences


class Scenario(Frozen):
    """One reason for contact, complete enough for any persona of its language to play."""

    kind: Literal["scenario"]
    language: Language
    title: Words
    summary: Words
    channel: Channel
    direction: Literal["inbound", "outbound"]
    company: Words
    briefing: Briefing
    record: tuple[RecordRow, ...] = ()
    knowledge: tuple[Words, ...] = ()
    opening: Sentences
    problem: Sentences
    wish: Sentences
    facts: tuple[Fact, ...]
    remedies: tuple[Remedy, ...]
    settled_by: Annotated[tuple[tuple[Key, ...], ...], Field(min_length=1)]
    questions: tuple[Question, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    news: tuple[News, ...] = ()
    concerns: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _ids_are_unique_and_known(self) -> Self:
        parts: tuple[Fact | Remedy | Question | Doubt | Belief | News, ...] = (
            *self.facts,
            *self.remedies,
            *self.questions,
            *self.doubts,
            *self.beliefs,
            *self.news,
        )
        ids = [part.id for part in parts]
        if repeated := sorted({name for name in ids if ids.count(name) > 1}):
            raise ValueError(f"id used twice: {', '.join(repeated)}")
        allowed = {remedy.id for remedy in self.remedies if remedy.allowed}
        if unknown := sorted({name for way in self.settled_by for name in way} - allowed):
            raise ValueError(f"settled_by names no allowed remedy: {', '.join(unknown)}")
        return self

    def __hash__(self) -> int:
        """Cheap, since a scenario is looked up in every turn; equality still compares everything."""
        return hash((self.language, self.title, self.company))

    def told_by(self, says_name: tuple[str, ...]) -> Self:
        """The scenario as lived by a customer who gives their name in these words when asked."""
        if self.fact(NAME):
            return self
        return self.model_copy(update={"facts": (*self.facts, Fact(id=NAME, gate="asked", says=says_name))})

    def with_examples(self, examples: Mapping[str, Sentences]) -> Self:
        """The scenario with these examples in the place of its own, by the id of the part."""

        def put(parts: tuple[Part, ...]) -> tuple[Part, ...]:
            return tuple(one.model_copy(update={"examples": examples.get(one.id, one.examples)}) for one in parts)

        return self.model_copy(
            update={
                "facts": put(self.facts),
                "remedies": put(self.remedies),
                "questions": put(self.questions),
                "doubts": put(self.doubts),
            }
        )

    def question(self, name: str) -> Question | None:
        """The question of that id."""
        return next((question for question in self.questions if question.id == name), None)

    def doubt(self, name: str) -> Doubt | None:
        """The doubt of that id."""
        return next((doubt for doubt in self.doubts if doubt.id == name), None)

    def belief(self, name: str) -> Belief | None:
        """The belief of that id."""
        return next((belief for belief in self.beliefs if belief.id == name), None)

    def happening(self, name: str) -> News | None:
        """The turn of events of that id."""
        return next((news for news in self.news if news.id == name), None)

    def fact(self, name: str) -> Fact | None:
        """The fact of that id."""
        return next((fact for fact in self.facts if fact.id == name), None)

    def remedy(self, name: str) -> Remedy | None:
        """The remedy of that id."""
        return next((remedy for remedy in self.remedies if remedy.id == name), None)

    def settled(self, announced: frozenset[str]) -> bool:
        """Whether these remedies together settle the matter fully."""
        return any(announced.issuperset(way) for way in self.settled_by)
