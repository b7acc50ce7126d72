"""What a grader sees of a call: numbered words and what was read in them. No names, no past scores."""

from pydantic import Field

from trainer.domain.codebook import Behaviour
from trainer.domain.rubric import Need
from trainer.domain.scorecard import Line
from trainer.domain.values import Frozen, Language


class Heard(Frozen):
    """A behaviour and the agent's turn it was seen in."""

    turn: int
    behaviour: Behaviour


class Transcript(Frozen):
    """A frozen call. `known` says which needs of a rubric it can serve."""

    language: Language
    lines: tuple[Line, ...]
    heard: tuple[Heard, ...] = ()
    known: frozenset[Need] = Field(default_factory=frozenset)

    @property
    def agent_lines(self) -> tuple[Line, ...]:
        """The agent's turns that say anything."""
        return tuple(one for one in self.lines if one.speaker == "agent" and one.text.strip())
