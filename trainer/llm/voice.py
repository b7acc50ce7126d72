"""The customer's move in a model's words: the engine has decided what is meant, and checks what is said."""

import asyncio
import random
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing

from trainer.domain.call import Usage
from trainer.domain.moves import Act
from trainer.errors import ModelFailed
from trainer.llm.breaker import Breaker
from trainer.llm.prompting import asked, echoes, instructions, recites
from trainer.llm.running import Loop
from trainer.ports import ChatModel, Guard, Moment, Show, Voice, Worded

FIRST_SENTENCE = 2.5
"""Seconds until the first sentence; then the authored line is said instead."""
WHOLE = 8.0
"""Seconds for all of it; sentences that were finished by then stay."""
TRIES = 2
SENTENCES = 3
"""More than people say in one go."""
END_OF_SENTENCE = re.compile(r"(?<=[.!?؟…])\s+")


class ModelVoice:
    """Says what an authored line means, in a model's words; where the model fails, the line itself."""

    def __init__(
        self,
        model: ChatModel,
        authored: Voice,
        guard: Guard,
        loop: Loop,
        breaker: Breaker,
        first_within: float = FIRST_SENTENCE,
    ) -> None:
        self.name = model.name
        self._model = model
        self._authored = authored
        self._guard = guard
        self._loop = loop
        self._breaker = breaker
        self._first_within = first_within

    def word(self, act: Act, moment: Moment, rng: random.Random, show: Show, /) -> Worded | None:
        """The model's words for the act, or the authored ones and why; `None` when nothing fresh is left to say."""
        plain = self._authored.word(act, moment, rng, _keep)
        if plain is None:
            return None
        if not self._breaker.allows():
            return plain.model_copy(update={"instead": "model.resting"})
        return self._loop.run(self._say(plain, act, moment, show))

    async def _say(self, plain: Worded, act: Act, moment: Moment, show: Show) -> Worded:
        ends = asyncio.get_running_loop().time() + self._first_within
        saying = _Saying(self._model, self._guard, plain, act, moment, show)
        failure = ModelFailed("model.too_slow")
        for _ in range(TRIES):
            left = ends - asyncio.get_running_loop().time()
            if left <= 0:
                break
            try:
                worded = await saying.once(left)
            except ModelFailed as error:
                failure = error
                if error.fault.code not in _ITS_WORDS:
                    break
            else:
                self._breaker.succeeded()
                return worded
        # Words that are out of the part are no fault of the endpoint.
        if failure.fault.code not in _ITS_WORDS:
            self._breaker.failed(failure.wait)
        return plain.model_copy(update={"instead": failure.fault.code, "usage": saying.usage})


_ITS_WORDS = frozenset(
    f"model.{one}"
    for one in ("out_of_part", "tells_instructions", "leaves_out", "repeats", "echoes", "empty", "endless")
)
"""Failures of what the model says, after which it is asked once more."""


class _Saying:
    """One turn as it is said: sentence by sentence, each looked at before it is shown."""

    def __init__(self, model: ChatModel, guard: Guard, plain: Worded, act: Act, moment: Moment, show: Show) -> None:
        self._model = model
        self._guard = guard
        self._plain = plain
        self._act = act
        self._moment = moment
        self._show = show
        self._messages = asked(plain.text, act, moment)
        self._instructions = instructions(self._messages, plain.text)
        self.usage: Usage | None = None

    async def once(self, first_within: float) -> Worded:
        """The turn, from one request. What fails after the first sentence leaves the sentences that stand."""
        said: list[str] = []
        instead = ""
        try:
            async with aclosing(self._sentences()) as sentences:
                async with asyncio.timeout(first_within):
                    first = await anext(sentences, "")
                self._add(first, said)
                async for sentence in sentences:
                    self._add(sentence, said)
                    if len(said) == SENTENCES:
                        break
        except TimeoutError as error:
            raise ModelFailed("model.too_slow") from error
        except ModelFailed as error:
            if not said:
                raise
            instead = error.fault.code
        return self._whole(said, instead)

    def _add(self, sentence: str, said: list[str]) -> None:
        text = " ".join([*said, sentence])
        if not sentence:
            raise ModelFailed("model.empty")
        if self._guard.breaches(text, self._act, self._moment.scenario, self._moment.customer, self._moment.heard):
            raise ModelFailed("model.out_of_part")
        if recites(text, self._instructions):
            raise ModelFailed("model.tells_instructions")
        if echoes(sentence, self._moment.heard, self._plain.text):
            raise ModelFailed("model.echoes")
        if any(sentence in turn.text for turn in self._moment.turns if turn.speaker == "customer"):
            raise ModelFailed("model.repeats")
        # Shown before it is known whether all of it will come: what must be said has to be in the first sentence.
        if not said and not self._guard.carries(text, self._plain.text, self._moment.scenario.language):
            raise ModelFailed("model.leaves_out")
        said.append(sentence)
        self._show(sentence)

    def _whole(self, said: list[str], instead: str) -> Worded:
        return self._plain.model_copy(
            update={"text": " ".join(said), "by": self._model.name, "instead": instead, "usage": self.usage}
        )

    async def _sentences(self) -> AsyncGenerator[str]:
        rest = ""
        async with aclosing(self._model.stream(self._messages, WHOLE)) as stream:
            async for piece in stream:
                self.usage = piece.usage or self.usage
                *whole, rest = END_OF_SENTENCE.split(rest + piece.text)
                for sentence in whole:
                    yield _tidy(sentence)
        if tidy := _tidy(rest):
            yield tidy


def _tidy(sentence: str) -> str:
    """Without the quotes that models like to put around a part."""
    return sentence.strip().strip('"“”«»„<>').strip()


def _keep(_: str) -> None:
    """What the authored voice would show is a draft here."""
