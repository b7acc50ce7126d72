"""The time and chance that services live by."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The time of day, always with a zone."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        ...


class Ids(Protocol):
    """Fresh names and seeds."""

    def new(self) -> str:
        """An id that nobody can guess."""
        ...

    def seed(self) -> int:
        """A seed for a call's randomness."""
        ...
