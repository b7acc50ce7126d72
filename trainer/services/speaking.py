"""The customer speaks: clause by clause, never far ahead of what is heard, and silent the moment they are cut short."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from trainer.domain.call import Call, Turn
from trainer.domain.speech import SAMPLE, Sound, manner_of
from trainer.domain.values import Language
from trainer.errors import SpeechFailed
from trainer.ports import Catalogue, Line, TextToSpeech
from trainer.services.saying import Cut, Saying
from trainer.services.taping import Tape

AHEAD = 0.5
"""Seconds of sound that are on their way at most; more would go on being heard after a flush is on its way."""
PIECE = 0.1
"""Seconds of sound that are sent at a time."""


def as_written(text: str, _: Language) -> str:
    """Reads figures as the voice itself does."""
    return text


class Speaking:
    """The customer's side of a line; `line` plays what it is given at once, `read` says how figures are read."""

    def __init__(
        self,
        catalogue: Catalogue,
        mouth: TextToSpeech,
        line: Line,
        now: Callable[[], float] = time.monotonic,
        read: Callable[[str, Language], str] = as_written,
    ) -> None:
        self._catalogue = catalogue
        self._mouth = mouth
        self._read = read
        self._line = line
        self._now = now
        self.tape: Tape | None = None
        self._said = 0
        self._begun = asyncio.Event()
        self._heard_now: Saying | None = None
        self._latest: Saying | None = None
        self._played = 0.0
        self._ends = now()

    @property
    def speaks(self) -> bool:
        """Whether the customer is being heard."""
        return self._heard_now is not None

    @property
    def silent_since(self) -> float:
        """When the customer fell silent, or will."""
        return self._ends

    def heard_up_to(self, turns: int) -> None:
        """Take so many turns of the record as heard."""
        self._said = turns

    def stop(self) -> Cut | None:
        """Say no more of the turn, whatever of it is still to come; where the customer was, if they were speaking."""
        saying, now = self._heard_now, self._now()
        if saying is None:
            return None
        self._heard_now = None
        saying.complete()
        seconds = max(0.0, self._played - max(0.0, self._ends - now))
        self._ends = min(self._ends, now)
        return Cut(saying.number, round(seconds, 2), saying.pace)

    def early(self, call: Call, sentence: str) -> None:
        """Say a sentence of the customer's next turn, the rest of which is still being worded."""
        saying, number = self._latest, len(call.turns) + 1
        if saying is None or saying.number != number:
            self._begun.clear()
            saying = self._next(call, number)
            saying.task = asyncio.create_task(self._say(saying))
        saying.add(sentence)

    async def begun(self, within: float) -> None:
        """Wait until the first sound of what is being said is on its way, but no longer than so many seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._begun.wait(), within)

    def say(self, call: Call) -> asyncio.Task[None]:
        """Say every turn of the customer's that was not said yet; what was said early is not said again."""
        new = [turn for turn in call.turns[self._said :] if turn.speaker == "customer"]
        self._said = len(call.turns)
        if any(self._latest is None or turn.number != self._latest.number for turn in new):
            self._begun.clear()
        return asyncio.create_task(self._say_all(call, new))

    async def _say_all(self, call: Call, turns: Sequence[Turn]) -> None:
        for turn in turns:
            begun = self._latest if self._latest is not None and self._latest.number == turn.number else None
            saying = begun or self._next(call, turn.number)
            saying.complete(turn.text)
            await (saying.task or self._say(saying))
        self._begun.set()

    def forget(self) -> None:
        """What was said early is not on the record: the turn of that number will be another one."""
        self.stop()
        self._latest = None

    def _next(self, call: Call, number: int) -> Saying:
        """The turn that is said from now on; its customer sounds as the last turn on the record has left them."""
        state = call.turns[:number][-1].state
        manner = manner_of(self._catalogue.persona(call.header.persona, call.header.version("persona")), state)
        self._latest = self._heard_now = Saying(number, call.header.language, state, manner)
        return self._latest

    async def _say(self, saying: Saying) -> None:
        self._ends = self._now()
        self._played = 0.0
        async for clause in saying.clauses():
            sound = await self._spoken(saying, clause)
            saying.took(clause, sound.seconds)
            if not await self._play(saying, clause, sound):
                return
        await self._until_heard(saying)

    async def _play(self, saying: Saying, clause: str, sound: Sound) -> bool:
        """Whether all of it went out; not when the customer was cut short."""
        if self._is_cut(saying):
            return False
        await self._line.tell({"type": "said", "turn": saying.number, "text": clause, "early": not saying.whole})
        for piece in _pieces(sound):
            while self._ends - self._now() > AHEAD and not self._is_cut(saying):
                await asyncio.sleep(PIECE / 2)
            if self._is_cut(saying):
                return False
            begins = max(self._now(), self._ends)
            self._ends = begins + piece.seconds
            self._played += piece.seconds
            if self.tape is not None:
                self.tape.customer(piece, begins)
            await self._line.play(piece)
            self._begun.set()
        return True

    def _is_cut(self, saying: Saying) -> bool:
        return self._heard_now is not saying

    async def _spoken(self, saying: Saying, clause: str) -> Sound:
        try:
            return await asyncio.to_thread(
                self._mouth.speak, self._read(clause, saying.language), saying.language, saying.manner
            )
        except SpeechFailed as failure:
            # The words are on the page; the call goes on without their sound.
            await self._line.tell({"type": "problem", "code": failure.fault.code})
            return Sound(samples=b"")

    async def _until_heard(self, saying: Saying) -> None:
        while not self._is_cut(saying) and (left := self._ends - self._now()) > 0:
            await asyncio.sleep(min(left, PIECE))
        if not self._is_cut(saying):
            self._heard_now = None


def _pieces(sound: Sound) -> Iterator[Sound]:
    size = int(sound.rate * PIECE) * SAMPLE
    for start in range(0, len(sound.samples), size):
        yield sound.model_copy(update={"samples": sound.samples[start : start + size]})
