"""Language models, and who books what they take."""

from collections.abc import AsyncGenerator, Sequence
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from trainer.domain.call import Usage
from trainer.domain.cost import Use
from trainer.domain.values import Frozen

Shape = TypeVar("Shape", bound=BaseModel)


class Message(Frozen):
    """One message of a conversation with a model."""

    role: Literal["system", "user", "assistant"]
    text: str


class Generated(Frozen, Generic[Shape]):
    """A value of the shape that was asked for, and what it took."""

    value: Shape
    usage: Usage = Usage()


class Piece(Frozen):
    """A part of a streamed text; `usage` comes with the last one, where the endpoint tells it."""

    text: str
    usage: Usage | None = None


class ChatModel(Protocol):
    """A language model. Whatever goes wrong is a `ModelFailed`; being cancelled ends the request.

    A text or value is handed over only when the model said that it was finished: what was cut off is a failure.
    """

    name: str

    async def generate(self, messages: Sequence[Message], shape: type[Shape], within: float) -> Generated[Shape]:
        """A value of this shape, within so many seconds by the clock on the wall."""
        ...

    def stream(self, messages: Sequence[Message], within: float) -> AsyncGenerator[Piece]:
        """The text as it comes. It may fail after some of it: who shows it early must be able to take it back."""
        ...

    async def aclose(self) -> None:
        """Let go of the connections."""
        ...


class Ledger(Protocol):
    """Who books what models take."""

    def allows(self) -> bool:
        """Whether another request may be made."""
        ...

    def book(self, use: Use, model: str, usage: Usage) -> None:
        """Record what a request took."""
        ...
