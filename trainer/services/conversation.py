"""A call by voice: listens, takes turns, answers aloud, can be cut short. What fails costs that turn's sound."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from trainer.domain.call import Call
from trainer.domain.people import Person
from trainer.domain.speech import DEAD_AIR, HEARD_AT, PATIENCE, SAMPLE, Recognised, Sound, Spoken
from trainer.domain.turn_taking import WINDOW, Floor, Signal, listen
from trainer.errors import CallClosed, SpeechFailed, TrainerError
from trainer.ports import Catalogue, Line, SpeechToText, VoiceActivity
from trainer.services.calls import Calls
from trainer.services.speaking import Speaking
from trainer.services.taping import Tape

SIZE = HEARD_AT * WINDOW // 1000 * SAMPLE
"""Bytes of a window."""
PREROLL = 10
"""Windows before a beginning that belong to it: detectors are late for soft consonants."""
CORRECTS_WITHIN = 6.0
"""Seconds that a turn of which we are not sure waits for the agent to put it right."""


@dataclass
class _Utterance:
    """A turn of the agent's while it is being spoken."""

    sound: bytearray = field(default_factory=bytearray)
    response: float = 0.0
    pauses: float = 0.0
    guess: "asyncio.Task[Recognised] | None" = None


class Conversation:
    """One voice call of one person. Every method but `close` is called from one event loop."""

    def __init__(
        self,
        calls: Calls,
        catalogue: Catalogue,
        person: Person,
        call: Call,
        ears: SpeechToText,
        activity: VoiceActivity,
        speaking: Speaking,
        line: Line,
        tape_of: Callable[[Call], Tape | None] = lambda _: None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._calls = calls
        self._person = person
        self._call = call
        self._language = call.header.language
        self._patience = PATIENCE[catalogue.persona(call.header.persona).temperament]
        self._ears = ears
        self._activity = activity
        self._speaking = speaking
        self._line = line
        self._tape_of = tape_of
        self._now = now
        self._rest = b""
        self._before: deque[bytes] = deque(maxlen=PREROLL)
        self._floor = Floor()
        self._utterance = _Utterance()
        self._tasks: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()
        self._correction: asyncio.Future[str] | None = None
        self._quiet_since = now()
        self.ended = False

    async def begin(self) -> None:
        """Begin to listen; the first words of a call are said when they are the customer's, as on an outbound one."""
        turns = len(self._call.turns)
        self._speaking.heard_up_to(turns if turns > 1 else 0)
        await self._line.tell({"type": "state", "state": "listening"})
        async with self._turn:
            await self._speaking.say(self._call)

    def agreed(self) -> None:
        """From now on both sides are recorded: the agent has agreed to it."""
        if self._speaking.tape is None:
            self._speaking.tape = self._tape_of(self._call)

    async def hear(self, samples: bytes) -> None:
        """Sound of the microphone: samples of two bytes, 16,000 a second, as many as come."""
        if self._speaking.tape is not None:
            self._speaking.tape.agent(samples)
        self._rest += samples
        while len(self._rest) >= SIZE:
            window, self._rest = self._rest[:SIZE], self._rest[SIZE:]
            await self._window(window)

    def look(self) -> None:
        """Speak what the customer has said on the record meanwhile, as after a button was pressed."""
        self._start(self._look())

    async def _look(self) -> None:
        async with self._turn:
            call = await asyncio.to_thread(self._calls.read, self._person, self._call.id)
            if len(call.entries) > len(self._call.entries):
                await self._answer(call)

    def correct(self, words: str) -> None:
        """What the agent says that they said, where we were not sure."""
        if self._correction is not None and not self._correction.done():
            self._correction.set_result(words)

    async def tick(self) -> None:
        """Called now and then: a line on which nobody speaks is noticed."""
        quiet = self._now() - max(self._quiet_since, self._speaking.silent_since)
        busy = self._floor.speaking or self._speaking.speaks or self._turn.locked() or bool(self._tasks)
        if busy or quiet < DEAD_AIR or self.ended:
            return
        self._quiet_since = self._now()
        self._start(self._act(partial(self._calls.fall_silent, self._person, self._call.id, round(quiet, 1))))

    async def close(self) -> None:
        """Stop everything that is under way."""
        if self._speaking.tape is not None:
            self._speaking.tape.flush()
        self._speaking.stop()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _window(self, window: bytes) -> None:
        self._before.append(window)
        self._floor = self._floor.model_copy(update={"customer_speaks": self._speaking.speaks})
        self._floor, signal = listen(self._floor, self._activity.likelihood(window), self._patience)
        if self._floor.speaking and signal not in (Signal.BEGAN, Signal.CUT_IN):
            self._utterance.sound += window
        if signal is not None:
            await self._signalled(signal)

    async def _signalled(self, signal: Signal) -> None:
        match signal:
            case Signal.BEGAN | Signal.CUT_IN:
                waited = max(0.0, self._now() - self._speaking.silent_since)
                self._utterance = _Utterance(bytearray(b"".join(self._before)), response=round(waited, 2))
                if signal is Signal.CUT_IN:
                    await self._cut_short()
                await self._line.tell({"type": "state", "state": "hearing"})
            case Signal.PAUSED:
                self._utterance.guess = asyncio.create_task(self._recognise(bytes(self._utterance.sound)))
            case Signal.WENT_ON:
                self._utterance.pauses = round(self._utterance.pauses + 0.2, 2)
                self._drop_guess()
            case Signal.ENDED | Signal.LECTURED:
                if signal is Signal.LECTURED:
                    self._drop_guess()
                self._quiet_since = self._now()
                spoken, self._utterance = self._utterance, _Utterance()
                self._start(self._take(spoken))

    async def _cut_short(self) -> None:
        cut = self._speaking.stop()
        await self._line.tell({"type": "flush"})
        if cut is not None:
            with suppress(TrainerError):
                await asyncio.to_thread(
                    self._calls.cut_short, self._person, self._call.id, cut.turn, cut.heard, cut.seconds, cut.share
                )

    def _drop_guess(self) -> None:
        if self._utterance.guess is not None:
            self._utterance.guess.cancel()
            self._utterance.guess = None

    async def _recognise(self, samples: bytes) -> Recognised:
        return await asyncio.to_thread(self._ears.recognise, Sound(samples=samples), self._language)

    async def _take(self, utterance: _Utterance) -> None:
        """The agent has finished: what they said becomes a turn, and is answered."""
        await self._line.tell({"type": "state", "state": "thinking"})
        try:
            found = await (utterance.guess or self._recognise(bytes(utterance.sound)))
        except SpeechFailed as failure:
            await self._line.tell({"type": "problem", "code": failure.fault.code})
            return
        words = await self._agreed(found)
        if not words:
            await self._line.tell({"type": "unheard"})
            return
        spoken = Spoken(
            recognised=found.text,
            by=self._ears.name,
            confidence=found.confidence,
            seconds=round(len(utterance.sound) / SAMPLE / HEARD_AT, 2),
            response=utterance.response,
            pauses=utterance.pauses,
        )
        await self._act(partial(self._calls.say, self._person, self._call.id, words, spoken=spoken))

    async def _agreed(self, found: Recognised) -> str:
        """What was understood, or what the agent makes of it where we are not sure."""
        await self._line.tell({"type": "caption", "text": found.text, "sure": found.sure})
        if found.sure or not found.text:
            return found.text
        self._correction = asyncio.get_running_loop().create_future()
        try:
            return await asyncio.wait_for(self._correction, CORRECTS_WITHIN)
        except TimeoutError:
            return found.text

    async def _act(self, act: Callable[[], Call]) -> None:
        """Do something in the call and say the customer's answer; one thing after the other."""
        async with self._turn:
            try:
                call = await asyncio.to_thread(act)
            except CallClosed:
                call = await asyncio.to_thread(self._calls.read, self._person, self._call.id)
            except TrainerError as error:
                await self._line.tell({"type": "problem", "code": error.fault.code})
                return
            await self._answer(call)

    async def _answer(self, call: Call) -> None:
        self._call = call
        await self._line.tell({"type": "changed"})
        await self._speaking.say(call)
        if call.ended and not self.ended:
            self.ended = True
            await self._line.tell({"type": "ended"})
        elif not call.ended:
            await self._line.tell({"type": "state", "state": "listening"})

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
