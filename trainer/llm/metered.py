"""A chat model that books what it takes, and is not asked when the day's budget is spent."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import TypeVar

from pydantic import BaseModel

from trainer.domain.call import Usage
from trainer.domain.cost import Use
from trainer.errors import ModelFailed
from trainer.ports import ChatModel, Generated, Ledger, Message, Piece

Shape = TypeVar("Shape", bound=BaseModel)


class MeteredModel:
    """Another model, under a budget. A stream that was left or failed tells no tokens: they are estimated."""

    def __init__(self, model: ChatModel, use: Use, ledger: Ledger) -> None:
        self.name = model.name
        self._model = model
        self._use = use
        self._ledger = ledger

    async def generate(self, messages: Sequence[Message], shape: type[Shape], within: float) -> Generated[Shape]:
        """The other model's value; `ModelFailed` when the budget is spent."""
        self._must_be_allowed()
        found = await self._model.generate(messages, shape, within)
        await self._book(found.usage)
        return found

    async def stream(self, messages: Sequence[Message], within: float) -> AsyncGenerator[Piece]:
        """The other model's text; `ModelFailed` when the budget is spent."""
        self._must_be_allowed()
        said, usage = 0, None
        try:
            async with aclosing(self._model.stream(messages, within)) as pieces:
                async for piece in pieces:
                    said, usage = said + _size(piece.text), piece.usage or usage
                    yield piece
        finally:
            await self._book(usage or _estimated(messages, said))

    async def aclose(self) -> None:
        """Let go of the connections."""
        await self._model.aclose()

    def _must_be_allowed(self) -> None:
        if not self._ledger.allows():
            raise ModelFailed("model.budget_spent")

    async def _book(self, usage: Usage) -> None:
        # The record is a file: other requests on this loop do not wait for the disk.
        await asyncio.to_thread(self._ledger.book, self._use, self.name, usage)


BYTES = 4
"""Bytes of UTF-8 that a token holds, about: so it is in English, and with two bytes a letter elsewhere as well."""


def _size(text: str) -> int:
    return len(text.encode())


def _estimated(messages: Sequence[Message], said: int) -> Usage:
    return Usage(prompt=sum(_size(one.text) for one in messages) // BYTES, completion=said // BYTES)
