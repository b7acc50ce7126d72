"""The chat model behind any endpoint that speaks the OpenAI protocol, through langchain."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import TypeVar

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.utils import convert_to_messages
from pydantic import BaseModel, ValidationError

from trainer.domain.call import Usage
from trainer.errors import ModelFailed
from trainer.llm.failures import told
from trainer.ports import Generated, Message, Piece

T = TypeVar("T")
Shape = TypeVar("Shape", bound=BaseModel)
Close = Callable[[], Awaitable[None]]
LONGEST = 2_000
"""Characters of a streamed text, which is one turn of a customer; a model that goes on is talking to itself."""


class LangchainModel:
    """A chat model of langchain under our contract."""

    def __init__(
        self, chat: BaseChatModel, name: str, close: Close | None = None, served_by: object | None = None
    ) -> None:
        self._chat = chat
        self._close = close
        # A server in this process lives as long as the model that it serves.
        self._served_by = served_by
        self.name = name

    async def aclose(self) -> None:
        """Let go of the connections."""
        if self._close is not None:
            await self._close()

    async def generate(self, messages: Sequence[Message], shape: type[Shape], within: float) -> Generated[Shape]:
        """A value of this shape, or `ModelFailed`."""
        asked = self._chat.with_structured_output(shape.model_json_schema(), method="json_schema", include_raw=True)
        answer = await _in_time(asked.ainvoke(_written(messages)), within)
        raw = answer.get("raw") if isinstance(answer, dict) else None
        if not isinstance(raw, AIMessage):
            raise ModelFailed("model.broken")
        _must_have_finished(_finish_of(raw))
        try:
            value = shape.model_validate_json(_text_of(raw))
        except ValidationError as error:
            raise ModelFailed("model.wrong_shape") from error
        return Generated[Shape](value=value, usage=_usage_of(raw))

    async def stream(self, messages: Sequence[Message], within: float) -> AsyncGenerator[Piece]:
        """The text as it comes; the last piece tells the tokens."""
        ends = asyncio.get_running_loop().time() + within
        whole = AIMessageChunk(content="")
        length = 0
        async with aclosing(_chunks(self._chat, messages)) as chunks:
            while (chunk := await _next_of(chunks, ends)) is not None:
                whole += chunk
                text = _text_of(chunk)
                length += len(text)
                if length > LONGEST:
                    raise ModelFailed("model.endless")
                if text:
                    yield Piece(text=text)
        _must_have_finished(_finish_of(whole))
        if not length:
            raise ModelFailed("model.empty")
        yield Piece(text="", usage=_usage_of(whole))


async def _chunks(chat: BaseChatModel, messages: Sequence[Message]) -> AsyncGenerator[AIMessageChunk]:
    async for chunk in chat.astream(_written(messages)):
        yield chunk


async def _next_of(chunks: AsyncIterator[AIMessageChunk], ends: float) -> AIMessageChunk | None:
    left = ends - asyncio.get_running_loop().time()
    try:
        return await _in_time(anext(chunks), max(0.0, left))
    except StopAsyncIteration:
        return None


async def _in_time(work: Awaitable[T], within: float) -> T:
    """The result by the clock on the wall: a client's own time-out starts anew with every token."""
    try:
        async with asyncio.timeout(within):
            return await work
    except TimeoutError as error:
        raise ModelFailed("model.too_slow", seconds=round(within, 1)) from error
    except (StopAsyncIteration, asyncio.CancelledError, ModelFailed):
        raise
    except Exception as error:
        raise told(error) from error


def _written(messages: Sequence[Message]) -> list[BaseMessage]:
    return convert_to_messages([(one.role, one.text) for one in messages])


def _text_of(message: AIMessage | AIMessageChunk) -> str:
    return message.content if isinstance(message.content, str) else ""


def _finish_of(message: AIMessage | AIMessageChunk) -> str | None:
    found = message.response_metadata.get("finish_reason")
    return found if isinstance(found, str) else None


def _must_have_finished(reason: str | None) -> None:
    """Only `stop` is an end: a stream that is cut off cleanly raises nothing of itself."""
    if reason != "stop":
        raise ModelFailed("model.cut_off")


def _usage_of(message: AIMessage | AIMessageChunk) -> Usage:
    used = message.usage_metadata
    if used is None:
        return Usage()
    cached = used.get("input_token_details", {}).get("cache_read", 0)
    return Usage(prompt=used["input_tokens"], cached=cached, completion=used["output_tokens"])
