"""One turn of the customer's while it is being said, clause by clause, and how far it was heard."""

import asyncio
from collections.abc import AsyncIterator
from typing import NamedTuple

from trainer.domain.clauses import clauses, heard_part
from trainer.domain.persona import CustomerState
from trainer.domain.speech import Manner, as_spoken
from trainer.domain.values import Language

USUAL_PACE = 14.0
"""Characters a second of people's speech; until it is known how long a turn takes."""


class Cut(NamedTuple):
    """Where the customer was cut short: the turn, the seconds of it that were heard, and its characters a second."""

    turn: int
    seconds: float
    pace: float

    def of(self, text: str) -> tuple[float, str]:
        """The share of the turn that was heard, 0-1, and the words up to there."""
        share = round(min(1.0, self.seconds * self.pace / max(1, len(text))), 2)
        return share, heard_part(text, share)


class Saying:
    """One turn while it is being said; its later sentences may come while the first are heard."""

    def __init__(self, number: int, language: Language, state: CustomerState, manner: Manner) -> None:
        self.number = number
        self.language = language
        self.state = state
        self.manner = manner
        self.made = 0.0
        self.letters = 0
        self.whole = False
        self.task: asyncio.Task[None] | None = None
        self._text = ""
        self._sentences: asyncio.Queue[str | None] = asyncio.Queue()

    def add(self, sentence: str) -> None:
        """Another sentence that stands."""
        self._text = f"{self._text} {sentence}".strip()
        self._sentences.put_nowait(sentence)

    def complete(self, text: str = "") -> None:
        """No more is said than the rest of the whole text."""
        if text.startswith(self._text) and (rest := text[len(self._text) :].strip()):
            self.add(rest)
        self.whole = True
        self._sentences.put_nowait(None)

    async def clauses(self) -> AsyncIterator[str]:
        """What is said in one breath, as it comes; who is unsure falters at the beginning."""
        falters = True
        while (sentence := await self._sentences.get()) is not None:
            for clause in clauses(as_spoken(sentence, self.state, self.number) if falters else sentence):
                yield clause
            falters = False

    def took(self, clause: str, seconds: float) -> None:
        """A clause takes so many seconds."""
        self.letters += len(clause)
        self.made += seconds

    @property
    def pace(self) -> float:
        """Characters a second."""
        return self.letters / self.made if self.made else USUAL_PACE
