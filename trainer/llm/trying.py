"""Trying a model out: whether it is fast enough, keeps to the language, to its part and to a form."""

import time
from collections.abc import Sequence
from contextlib import aclosing
from statistics import median
from typing import NamedTuple

from trainer.domain.moves import Act
from trainer.domain.rubric import Criterion
from trainer.domain.transcript import Transcript
from trainer.domain.values import Frozen, Language
from trainer.errors import ModelFailed
from trainer.llm import verdicts
from trainer.llm.prompting import asked
from trainer.llm.voice import END_OF_SENTENCE, SENTENCES
from trainer.ports import ChatModel, Guard, Moment

PATIENCE = 60.0
"""Seconds that a turn or a verdict may take here; a call waits for less."""
FLIPS = frozenset({"agents_part", "assistant_talk", "instructions"})


class Cue(NamedTuple):
    """A move that a customer is about to make: what it means, and where the call stands."""

    gist: str
    act: Act
    moment: Moment


class Tried(Frozen):
    """How a model did in one language; times in seconds, the rest counted in turns and verdicts.

    `said` is what was meant, and what the model made of it.
    """

    language: Language
    turns: int
    failed: int
    first_sentence: float
    tokens_a_second: float
    other_language: int
    out_of_part: int
    leaves_out: int
    said: tuple[tuple[str, str], ...]
    sheets: int
    broken: int

    @property
    def plays(self) -> bool:
        """Whether it keeps the part and the language in every turn."""
        return not (self.failed or self.other_language or self.out_of_part or self.leaves_out)


class _Said(NamedTuple):
    """As much as a call would take of it; an endpoint sends a token at a time, or nearly so."""

    text: str
    first: float
    seconds: float
    tokens: int


async def try_out(
    model: ChatModel, guard: Guard, cues: Sequence[Cue], criteria: Sequence[Criterion], transcript: Transcript
) -> Tried:
    """Words every cue and grades the transcript once; nothing that the model says is shown to anybody."""
    language = transcript.language
    said = [await _said(model, cue) for cue in cues]
    told = [(cue, one) for cue, one in zip(cues, said, strict=True) if one is not None]
    breaches = [set(_breaches(guard, cue, one.text)) for cue, one in told]
    kept = await _keeps_form(model, criteria, transcript)
    tokens = sum(one.tokens for _, one in told)
    return Tried(
        language=language,
        turns=len(cues),
        failed=len(cues) - len(told),
        first_sentence=median([one.first for _, one in told]) if told else 0.0,
        tokens_a_second=tokens / max(1e-6, sum(one.seconds for _, one in told)),
        other_language=sum("language" in one for one in breaches),
        out_of_part=sum(bool(one & FLIPS) for one in breaches),
        leaves_out=sum(not guard.carries(one.text, cue.gist, language) for cue, one in told),
        said=tuple((cue.gist, one.text) for cue, one in told),
        sheets=1,
        broken=0 if kept else 1,
    )


def _breaches(guard: Guard, cue: Cue, text: str) -> Sequence[str]:
    moment = cue.moment
    return guard.breaches(text, cue.act, moment.scenario, moment.customer, moment.heard)


async def _said(model: ChatModel, cue: Cue) -> _Said | None:
    began = time.perf_counter()
    text, first, tokens = "", 0.0, 0
    try:
        async with aclosing(model.stream(asked(cue.gist, cue.act, cue.moment), PATIENCE)) as pieces:
            async for piece in pieces:
                text, tokens = text + piece.text, tokens + bool(piece.text)
                ends = len(END_OF_SENTENCE.findall(text))
                if ends and not first:
                    first = time.perf_counter() - began
                if ends == SENTENCES:
                    break
    except (TimeoutError, ModelFailed):
        return None
    seconds = time.perf_counter() - began
    return _Said(text, first or seconds, seconds, tokens)


async def _keeps_form(model: ChatModel, criteria: Sequence[Criterion], transcript: Transcript) -> bool:
    try:
        found = await model.generate(verdicts.asked(criteria, transcript), verdicts.sheet(criteria), PATIENCE)
    except ModelFailed:
        return False
    return not verdicts.checked(criteria, found.value.verdicts, transcript)[1]
