"""A model as second reader: behaviours of the codebook, each with words that were found again in the turn."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, create_model

from trainer.domain.codebook import FROM_WORDS, Behaviour, Code
from trainer.domain.sincerity import worn
from trainer.domain.values import Language
from trainer.errors import ModelFailed
from trainer.language.codebook import Codebook
from trainer.llm.breaker import Breaker
from trainer.llm.running import Loop
from trainer.llm.slices import original
from trainer.ports import ChatModel, Listening, Message, Readings
from trainer.prompts.render import MARK, marked, render

WITHIN = 20.0
"""Seconds for one reading; it runs beside the reply, and what comes too late counts for nothing."""


class Seen(BaseModel):
    """A behaviour and the words that show it; the real shape names the codes that may be seen, see `SHAPE`."""

    model_config = ConfigDict(extra="forbid")

    code: str
    quote: str


class Reading(BaseModel):
    """Everything seen in a turn."""

    model_config = ConfigDict(extra="forbid")

    behaviours: Sequence[Seen]


def _shape() -> type[Reading]:
    codes = Literal[tuple(sorted(FROM_WORDS))]  # type: ignore[valid-type]
    seen = create_model("Seen", __base__=Seen, code=(codes, ...))  # type: ignore[arg-type]
    return create_model("Reading", __base__=Reading, behaviours=(list[seen], ...))


SHAPE = _shape()


class ModelReader:
    """Reads with a model; what its words do not stand in the turn for is not taken."""

    def __init__(
        self,
        model: ChatModel,
        codebook: Callable[[Language], Codebook],
        loop: Loop,
        breaker: Breaker,
        within: float = WITHIN,
    ) -> None:
        self.name = model.name
        self._model = model
        self._codebook = codebook
        self._loop = loop
        self._breaker = breaker
        self._within = within

    def hear(self, text: str, listening: Listening) -> Readings:
        """The behaviours in the turn, each with an exact slice of it, in order; `ModelFailed` when it cannot tell."""
        if not text.strip():
            return Readings(behaviours=(), by=self.name)
        if not self._breaker.allows():
            raise ModelFailed("model.resting")
        try:
            found = self._loop.run(self._model.generate(self._asked(text, listening), SHAPE, self._within))
        except ModelFailed as failure:
            if failure.fault.code not in ("model.wrong_shape", "model.budget_spent"):
                self._breaker.failed(failure.wait)
            raise
        self._breaker.succeeded()
        behaviours = {(one.code, one.start): one for one in _found(found.value.behaviours, text, listening)}
        ordered = sorted(behaviours.values(), key=lambda one: (one.start, one.end, one.code))
        return Readings(behaviours=tuple(ordered), by=self.name, usage=found.usage)

    def _asked(self, text: str, listening: Listening) -> tuple[Message, Message]:
        language = listening.language
        codes = [(code, entry) for code, entry in self._codebook(language).codes.items() if code in FROM_WORDS]
        head = render(language, "reader", codes=codes, mark=MARK)
        turn = render(language, "turn", before=marked(listening.before), words=marked(text))
        return Message(role="system", text=head), Message(role="user", text=turn)


def _found(seen: Sequence[Seen], text: str, listening: Listening) -> Iterator[Behaviour]:
    for one in seen:
        if (quote := original(one.quote, text)) is not None:
            start = text.index(quote)
            behaviour = Behaviour(code=Code(one.code), quote=quote, start=start, end=start + len(quote))
            yield worn(behaviour, listening.formulas)
