"""What a judge is asked and may answer, and what of it can stand: levels that are anchored, quotes that are found."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, create_model

from trainer.domain.codebook import EVENT_CODES
from trainer.domain.quoting import preceding
from trainer.domain.rubric import Criterion
from trainer.domain.scorecard import Evidence, Scored
from trainer.domain.transcript import Transcript
from trainer.llm.slices import original
from trainer.ports import Message
from trainer.prompts.render import MARK, marked, render

MOST_QUOTES = 4
LONGEST_WORDS = 300
"""Characters of a judge's reason that are kept."""


class Quote(BaseModel):
    """Words of a turn of the agent."""

    model_config = ConfigDict(extra="forbid")

    turn: int
    words: str


class Verdict(BaseModel):
    """What a judge says of one criterion; the real shape names its criteria and levels, see `sheet`."""

    model_config = ConfigDict(extra="forbid")

    criterion: str
    quotes: list[Quote]
    reason: str
    level: int


class Sheet(BaseModel):
    """All verdicts of one run."""

    model_config = ConfigDict(extra="forbid")

    verdicts: Sequence[Verdict]


class Fault(NamedTuple):
    """Why a criterion has no verdict that can be used."""

    criterion: str
    what: Literal["missing", "twice", "level", "quote"]


def sheet(criteria: Sequence[Criterion]) -> type[Sheet]:
    """The shape of an answer about these criteria: no other can be named, and no level that is not anchored.

    Levels are an `enum`: converters of schemas to grammars exist that drop `minimum` and `maximum`.
    """
    names = Literal[tuple(one.id for one in criteria)]  # type: ignore[valid-type]
    levels = Literal[tuple(range(1, max(one.top for one in criteria) + 1))]  # type: ignore[valid-type]
    verdict = create_model("Verdict", __base__=Verdict, criterion=(names, ...), level=(levels, ...))  # type: ignore[arg-type]
    return create_model("Sheet", __base__=Sheet, verdicts=(list[verdict], ...))


def asked(criteria: Sequence[Criterion], transcript: Transcript) -> tuple[Message, Message]:
    """The rubric, then the call: no name, no past score, nothing of the customer's state."""
    language = transcript.language
    head = render(language, "judge", criteria=criteria, language=language, mark=MARK)
    return Message(role="system", text=head), Message(
        role="user", text=render(language, "call", lines=_lines(transcript))
    )


def repaired(criteria: Sequence[Criterion], faults: Sequence[Fault], transcript: Transcript) -> Message:
    """What is said to a judge whose verdicts on these criteria cannot be used."""
    return Message(role="user", text=render(transcript.language, "repair", criteria=criteria, faults=faults))


def _lines(transcript: Transcript) -> Iterator[dict[str, object]]:
    for line in transcript.lines:
        yield {"number": line.number, "who": line.speaker, "words": marked(line.text)}
        for one in transcript.heard:
            if one.turn == line.number and one.behaviour.code in EVENT_CODES:
                seconds = f"{MARK}{one.seconds:.0f}{MARK}s" if one.seconds else ""
                yield {"number": line.number, "who": "event", "words": f"{one.behaviour.code}{seconds}"}


def checked(
    criteria: Sequence[Criterion], verdicts: Sequence[Verdict], transcript: Transcript
) -> tuple[dict[str, Scored], list[Fault]]:
    """What can stand, by criterion, and what is wrong with the others."""
    stands: dict[str, Scored] = {}
    faults: list[Fault] = []
    for criterion in criteria:
        mine = [one for one in verdicts if one.criterion == criterion.id]
        if len(mine) != 1:
            faults.append(Fault(criterion.id, "twice" if mine else "missing"))
        elif not 1 <= mine[0].level <= criterion.top:
            faults.append(Fault(criterion.id, "level"))
        elif (quotes := _found(mine[0].quotes, transcript)) is None:
            faults.append(Fault(criterion.id, "quote"))
        else:
            stands[criterion.id] = _scored(mine[0], quotes, transcript)
    return stands, faults


def _scored(verdict: Verdict, quotes: tuple[Evidence, ...], transcript: Transcript) -> Scored:
    return Scored(
        level=verdict.level,
        evidence=quotes,
        about=preceding(quotes, transcript),
        words=" ".join(verdict.reason.split())[:LONGEST_WORDS],
    )


def _found(quotes: Sequence[Quote], transcript: Transcript) -> tuple[Evidence, ...] | None:
    """The quotes as exact slices; `None` when there is none, or one that is not in its turn."""
    turns = {line.number: line.text for line in transcript.agent_lines}
    slices = [(one.turn, original(one.words, turns.get(one.turn, ""))) for one in quotes[:MOST_QUOTES]]
    found = tuple(dict.fromkeys(Evidence(turn=turn, quote=words) for turn, words in slices if words))
    return found if found and all(words for _, words in slices) else None
