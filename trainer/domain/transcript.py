"""What a grader sees of a call: numbered words, their measures, and what was read in them. No names, no past scores."""

import hashlib
import json

from pydantic import Field, FiniteFloat

from trainer.domain.call import Speaker
from trainer.domain.codebook import Behaviour
from trainer.domain.facts import Need
from trainer.domain.values import Frozen, Language


class Measures(Frozen):
    """The size of an utterance and, where it was spoken, its times in seconds.

    `response` is how long the other side had waited for the first word, `pauses` the silence within.
    """

    words: int = 0
    sentences: int = 0
    questions: int = 0
    fillers: int = 0
    seconds: FiniteFloat = 0
    response: FiniteFloat = 0
    pauses: FiniteFloat = 0


class Line(Frozen):
    """One utterance as a grader sees it, numbered from 1; `at` is seconds since the call began, where it is known."""

    number: int
    speaker: Speaker
    text: str
    at: FiniteFloat | None = None
    measures: Measures = Measures()


class Heard(Frozen):
    """A behaviour and the agent's turn it was seen in; `seconds` is how long an event lasted."""

    turn: int
    behaviour: Behaviour
    seconds: FiniteFloat = 0


class Experience(Frozen):
    """What the call was for the customer, from the engine's record; trust and anger in points of 100."""

    trust_gained: float
    anger_fallen: float
    acknowledged: int
    questions: int
    answered: int
    doubts: int
    doubts_met: int
    resolved: bool


class Transcript(Frozen):
    """A frozen call. `known` says which needs of a rubric it can serve."""

    language: Language
    lines: tuple[Line, ...]
    heard: tuple[Heard, ...] = ()
    known: frozenset[Need] = Field(default_factory=frozenset)
    experience: Experience | None = None

    @property
    def fingerprint(self) -> str:
        """A hash of what was said, heard and lived through; how it is measured is the engine's affair."""
        lines = [line.model_dump(exclude={"measures"}) for line in self.lines]
        rest = self.model_dump(mode="json", exclude={"lines", "known"})
        written = json.dumps([lines, rest, sorted(self.known)], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()[:16]

    @property
    def agent_lines(self) -> tuple[Line, ...]:
        """The agent's turns that say anything."""
        return tuple(one for one in self.lines if one.speaker == "agent" and one.text.strip())
