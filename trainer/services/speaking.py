"""The customer speaks: clause by clause, never far ahead of what is heard, and silent the moment they are cut short."""

import asyncio
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from trainer.domain.call import Call, Turn
from trainer.domain.clauses import clauses, heard_part
from trainer.domain.speech import SAMPLE, Sound, as_spoken, manner_of
from trainer.errors import SpeechFailed
from trainer.language.aloud import aloud
from trainer.ports import Catalogue, Line, TextToSpeech
from trainer.services.taping import Tape

AHEAD = 0.5
"""Seconds of sound that are on their way at most; more would go on being heard after a flush is on its way."""
PIECE = 0.1
"""Seconds of sound that are sent at a time."""


class Cut(NamedTuple):
    """Where the customer was cut short: seconds heard, their share of the turn, and the words up to there."""

    turn: int
    seconds: float
    share: float
    heard: str


class Speaking:
    """The customer's side of a line; `line` plays what it is given at once."""

    def __init__(
        self, catalogue: Catalogue, mouth: TextToSpeech, line: Line, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._catalogue = catalogue
        self._mouth = mouth
        self._line = line
        self._now = now
        self.tape: Tape | None = None
        self._said = 0
        self._turn: Turn | None = None
        self._began = 0.0
        self._ends = now()
        self._expected = 0.0

    @property
    def speaks(self) -> bool:
        """Whether the customer is being heard."""
        return self._turn is not None

    @property
    def silent_since(self) -> float:
        """When the customer fell silent, or will."""
        return self._ends

    def heard_up_to(self, turns: int) -> None:
        """Take so many turns of the record as heard."""
        self._said = turns

    def stop(self) -> Cut | None:
        """Say no more; where the customer was, if they were speaking."""
        turn, now = self._turn, self._now()
        if turn is None:
            return None
        self._turn = None
        seconds = max(0.0, min(now, self._ends) - self._began)
        share = min(1.0, seconds / max(0.1, self._expected))
        self._ends = now
        return Cut(turn.number, round(seconds, 2), round(share, 2), heard_part(turn.text, share))

    async def say(self, call: Call) -> None:
        """Every turn of the customer's that was not said yet."""
        new = [turn for turn in call.turns[self._said :] if turn.speaker == "customer"]
        self._said = len(call.turns)
        for turn in new:
            await self._say(call, turn)

    async def _say(self, call: Call, turn: Turn) -> None:
        self._turn = turn
        self._began = self._ends = self._now()
        # Until it is known how long it takes: people speak about 14 characters a second.
        self._expected = len(turn.text) / 14
        length = 0.0
        for clause in clauses(as_spoken(turn.text, turn.state, turn.number)):
            sound = await self._spoken(call, turn, clause)
            length += sound.seconds
            if not await self._played(turn, clause, sound):
                return
        self._expected = length or self._expected
        await self._until_heard()

    async def _played(self, turn: Turn, clause: str, sound: Sound) -> bool:
        """Whether all of it went out; not when the customer was cut short."""
        if self._is_cut(turn):
            return False
        await self._line.tell({"type": "said", "turn": turn.number, "text": clause})
        for piece in _pieces(sound):
            while self._ends - self._now() > AHEAD and not self._is_cut(turn):
                await asyncio.sleep(PIECE / 2)
            if self._is_cut(turn):
                return False
            begins = max(self._now(), self._ends)
            self._ends = begins + piece.seconds
            if self.tape is not None:
                self.tape.customer(piece, begins)
            await self._line.play(piece)
        return True

    def _is_cut(self, turn: Turn) -> bool:
        return self._turn is not turn

    async def _spoken(self, call: Call, turn: Turn, clause: str) -> Sound:
        manner = manner_of(self._catalogue.persona(call.header.persona), turn.state)
        try:
            return await asyncio.to_thread(self._mouth.speak, aloud(clause), call.header.language, manner)
        except SpeechFailed as failure:
            # The words are on the page; the call goes on without their sound.
            await self._line.tell({"type": "problem", "code": failure.fault.code})
            return Sound(samples=b"")

    async def _until_heard(self) -> None:
        while self._turn is not None and (left := self._ends - self._now()) > 0:
            await asyncio.sleep(min(left, PIECE))
        self._turn = None


def _pieces(sound: Sound) -> Iterator[Sound]:
    size = int(sound.rate * PIECE) * SAMPLE
    for start in range(0, len(sound.samples), size):
        yield sound.model_copy(update={"samples": sound.samples[start : start + size]})
