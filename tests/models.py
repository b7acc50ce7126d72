"""A chat model that is a script: says what it is told to, and fails as an endpoint would."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bench.endpoint import RETRY_AFTER, Fault
from trainer.domain.call import Usage
from trainer.errors import ModelFailed
from trainer.ports import Generated, Message, Piece

Shape = TypeVar("Shape", bound=BaseModel)
CODES: dict[Fault, str] = {
    "key_refused": "model.key_refused",
    "busy": "model.busy",
    "server_error": "model.server_error",
    "html": "model.broken",
    "malformed": "model.broken",
    "truncated": "model.broken",
    "no_choices": "model.broken",
    "cut_cleanly": "model.cut_off",
    "cut_abruptly": "model.cut_off",
}
IN_STREAM: dict[Fault, str] = {
    **CODES,
    "truncated": "model.cut_off",
    "no_choices": "model.cut_off",
    "endless": "model.endless",
    "empty": "model.empty",
    "null": "model.empty",
}
SLOW: tuple[Fault, ...] = ("never", "dripping", "falls_silent")


class ScriptedModel:
    """Keeps the contract of every chat model, without a network."""

    name = "scripted"

    def __init__(self, says: str, fault: Fault = "none") -> None:
        self.says = says
        self.fault = fault
        self.asked: list[Sequence[Message]] = []

    async def generate(self, messages: Sequence[Message], shape: type[Shape], within: float) -> Generated[Shape]:
        """The script as a value."""
        self.asked.append(messages)
        await self._fail({**CODES, "endless": "model.cut_off"}, within)
        try:
            text = "" if self.fault in ("empty", "null") else self.says
            return Generated[Shape](value=shape.model_validate_json(text), usage=self._usage())
        except ValidationError as error:
            raise ModelFailed("model.wrong_shape") from error

    async def stream(self, messages: Sequence[Message], within: float) -> AsyncGenerator[Piece]:
        """The script word by word."""
        self.asked.append(messages)
        await self._fail(IN_STREAM, within)
        for word in self.says.split():
            yield Piece(text=f"{word} ")
        yield Piece(text="", usage=self._usage())

    async def aclose(self) -> None:
        """Nothing is held."""

    async def _fail(self, codes: dict[Fault, str], within: float) -> None:
        if self.fault in SLOW:
            await asyncio.sleep(within)
            raise ModelFailed("model.too_slow", seconds=within)
        if self.fault in codes:
            raise ModelFailed(codes[self.fault], wait=RETRY_AFTER if self.fault == "busy" else 0.0)

    def _usage(self) -> Usage:
        return Usage(prompt=100, cached=60, completion=len(self.says.split()))
