"""A call by voice: listens, takes turns, answers aloud, can be cut short. What fails costs that turn's sound."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any

from trainer.domain.call import Call
from trainer.domain.people import Person
from trainer.domain.speech import DEAD_AIR, PATIENCE, Recognised
from trainer.errors import CallClosed, SpeechFailed, TrainerError
from trainer.ports import Catalogue, Line, Show, SpeechToText, VoiceActivity
from trainer.services.calls import Calls
from trainer.services.saying import Cut
from trainer.services.speaking import Speaking
from trainer.services.taping import Tape
from trainer.services.utterances import Utterance, Utterances

CORRECTS_WITHIN = 6.0
"""Seconds that a turn of which we are not sure waits for the agent to put it right."""
SHOWN_WITHIN = 0.15
"""Seconds that the words wait for their first sound."""
BY_THE_BROWSER = "browser"
"""Who recognised what the page itself has understood."""


class Conversation:
    """One voice call of one person. Every method but `close` is called from one event loop.

    Without `ears` the customer is only heard: what the agent says is typed, or understood by their own browser.
    """

    def __init__(
        self,
        calls: Calls,
        catalogue: Catalogue,
        person: Person,
        call: Call,
        ears: SpeechToText | None,
        activity: VoiceActivity,
        speaking: Speaking,
        line: Line,
        tape_of: Callable[[Call], Tape | None] = lambda _: None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._calls = calls
        self._person = person
        self._call = call
        self._ears = ears
        self._speaking = speaking
        self._line = line
        self._tape_of = tape_of
        self._now = now
        patience = PATIENCE[catalogue.persona(call.header.persona, call.header.version("persona")).temperament]
        self._agent = Utterances(ears, activity, call.header.language, patience, self._began, self._ended, now)
        self._tasks: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()
        self._correction: asyncio.Future[str] | None = None
        self._quiet_since = now()
        self._listens = ears is not None
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
        self._listens = True
        if self._speaking.tape is not None:
            self._speaking.tape.agent(samples)
        speaks, since = self._speaking.speaks, self._speaking.silent_since
        await self._agent.hear(samples, since, customer_speaks=speaks)

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

    def understood(self, words: str, confidence: float | None) -> None:
        """What the agent's own browser has understood; only where nobody here listens."""
        if self._ears is None and words.strip():
            self._start(self._say(self._agent.latest, Recognised(text=words, confidence=confidence), BY_THE_BROWSER))

    async def tick(self) -> None:
        """Called now and then: a line on which nobody speaks is noticed, but not while somebody types."""
        quiet = self._now() - max(self._quiet_since, self._speaking.silent_since)
        busy = self._agent.under_way or self._speaking.speaks or self._turn.locked() or bool(self._tasks)
        if busy or quiet < DEAD_AIR or self.ended or not self._listens:
            return
        self._quiet_since = self._now()
        self._start(self._act(lambda _: self._calls.fall_silent(self._person, self._call.id, round(quiet, 1))))

    async def close(self) -> None:
        """Stop everything that is under way."""
        if self._speaking.tape is not None:
            self._speaking.tape.flush()
        self._speaking.stop()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _began(self, cut_in: bool) -> None:
        if cut_in:
            cut = self._speaking.stop()
            await self._line.tell({"type": "flush"})
            if cut is not None:
                self._start(self._note(cut))
        await self._line.tell({"type": "state", "state": "hearing"})

    async def _note(self, cut: Cut) -> None:
        """Put on the record how far the customer was heard, when the turn that was cut short is there itself."""
        async with self._turn:
            turn = next((one for one in self._call.turns if one.number == cut.turn), None)
            if turn is None:
                return
            share, heard = cut.of(turn.text)
            with suppress(TrainerError):
                await asyncio.to_thread(
                    self._calls.cut_short, self._person, self._call.id, cut.turn, heard, cut.seconds, share
                )

    def _ended(self, utterance: Utterance) -> None:
        self._quiet_since = self._now()
        if self._ears is not None:
            self._start(self._take(utterance, self._ears.name))

    async def _take(self, utterance: Utterance, by: str) -> None:
        """The agent has finished: what they said becomes a turn, and is answered."""
        await self._line.tell({"type": "state", "state": "thinking"})
        try:
            found = await (utterance.guess or self._agent.recognise(bytes(utterance.sound)))
        except SpeechFailed as failure:
            await self._line.tell({"type": "problem", "code": failure.fault.code})
            return
        await self._say(utterance, found, by)

    async def _say(self, utterance: Utterance, found: Recognised, by: str) -> None:
        words = await self._agreed(found)
        if not words:
            await self._line.tell({"type": "unheard"})
            return
        say = partial(self._calls.say, self._person, self._call.id, words, spoken=utterance.spoken(found, by))
        await self._act(lambda show: say(show=show))

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

    async def _act(self, act: Callable[[Show], Call]) -> None:
        """Do something in the call and say the customer's answer; one thing after the other."""
        async with self._turn:
            try:
                call = await asyncio.to_thread(act, self._early())
            except CallClosed:
                call = await asyncio.to_thread(self._calls.read, self._person, self._call.id)
            except TrainerError as error:
                self._speaking.forget()
                await self._line.tell({"type": "problem", "code": error.fault.code})
                return
            await self._answer(call)

    def _early(self) -> Show:
        """Has a sentence spoken while the next one is being worded; called from the thread that words them."""
        loop = asyncio.get_running_loop()

        def show(sentence: str) -> None:
            # Read anew: the agent's turn is on the record by now, and the customer sounds as it has left them.
            call = self._calls.read(self._person, self._call.id)
            loop.call_soon_threadsafe(self._speaking.early, call, sentence)

        return show

    async def _answer(self, call: Call) -> None:
        self._call = call
        saying = self._speaking.say(call)
        # Drawing the page takes the browser and us a moment that the first sound would wait for.
        await self._speaking.begun(SHOWN_WITHIN)
        await self._line.tell({"type": "changed"})
        await saying
        if call.ended and not self.ended:
            self.ended = True
            await self._line.tell({"type": "ended"})
        elif not call.ended:
            await self._line.tell({"type": "state", "state": "listening"})

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
