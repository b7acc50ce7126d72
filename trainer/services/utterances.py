"""The agent's side of a line: sound becomes utterances, and recognition begins at the pause that may be their end."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from trainer.domain.speech import HEARD_AT, SAMPLE, Patience, Recognised, Sound, Spoken
from trainer.domain.turn_taking import WINDOW, Floor, Signal, listen
from trainer.domain.values import Language
from trainer.ports import SpeechToText, VoiceActivity

SIZE = HEARD_AT * WINDOW // 1000 * SAMPLE
"""Bytes of a window."""
PREROLL = 10
"""Windows before a beginning that belong to it: detectors are late for soft consonants."""
BREAK = 0.2
"""Seconds of a pause within a turn that is noticed."""


@dataclass
class Utterance:
    """What the agent says in one go, while it is being said; `response` is how long they were waited for."""

    sound: bytearray = field(default_factory=bytearray)
    response: float = 0.0
    pauses: float = 0.0
    guess: "asyncio.Task[Recognised] | None" = None

    def spoken(self, found: Recognised, by: str) -> Spoken:
        """How a turn came out of this sound."""
        return Spoken(
            recognised=found.text,
            by=by,
            confidence=found.confidence,
            seconds=round(len(self.sound) / SAMPLE / HEARD_AT, 2),
            response=self.response,
            pauses=self.pauses,
        )

    def drop_guess(self) -> None:
        """What was recognised so far was not all."""
        if self.guess is not None:
            self.guess.cancel()
            self.guess = None


class Utterances:
    """Takes samples as they come. `began` is told whether the customer was cut short, `ended` gets the utterance.

    Without `ears` nothing is recognised; who speaks when is heard all the same.
    """

    def __init__(
        self,
        ears: SpeechToText | None,
        activity: VoiceActivity,
        language: Language,
        patience: Patience,
        began: Callable[[bool], Awaitable[None]],
        ended: Callable[[Utterance], None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ears = ears
        self._activity = activity
        self._language = language
        self._patience = patience
        self._began = began
        self._ended = ended
        self._now = now
        self._rest = b""
        self._before: deque[bytes] = deque(maxlen=PREROLL)
        self._floor = Floor()
        self.latest = Utterance()

    @property
    def under_way(self) -> bool:
        """Whether the agent is speaking."""
        return self._floor.speaking

    async def hear(self, samples: bytes, silent_since: float, *, customer_speaks: bool) -> None:
        """More sound; `silent_since` is when the customer's last word was heard."""
        self._rest += samples
        while len(self._rest) >= SIZE:
            window, self._rest = self._rest[:SIZE], self._rest[SIZE:]
            self._before.append(window)
            floor = self._floor.model_copy(update={"customer_speaks": customer_speaks})
            self._floor, signal = listen(floor, self._activity.likelihood(window), self._patience)
            if self._floor.speaking and signal not in (Signal.BEGAN, Signal.CUT_IN):
                self.latest.sound += window
            await self._signalled(signal, silent_since)

    async def recognise(self, samples: bytes) -> Recognised:
        """What was said; `SpeechFailed` when it cannot be told."""
        if self._ears is None:
            return Recognised(text="")
        return await asyncio.to_thread(self._ears.recognise, Sound(samples=samples), self._language)

    async def _signalled(self, signal: Signal | None, silent_since: float) -> None:
        match signal:
            case Signal.BEGAN | Signal.CUT_IN:
                waited = max(0.0, self._now() - silent_since)
                self.latest = Utterance(bytearray(b"".join(self._before)), response=round(waited, 2))
                await self._began(signal is Signal.CUT_IN)
            case Signal.PAUSED if self._ears is not None:
                self.latest.guess = asyncio.create_task(self.recognise(bytes(self.latest.sound)))
            case Signal.WENT_ON:
                self.latest.pauses = round(self.latest.pauses + BREAK, 2)
                self.latest.drop_guess()
            case Signal.ENDED | Signal.LECTURED:
                if signal is Signal.LECTURED:
                    self.latest.drop_guess()
                self._ended(self.latest)
