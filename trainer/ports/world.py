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


class Passwords(Protocol):
    """How passwords are kept: so that nobody can read them, and slowly enough that nobody can try many."""

    def hash(self, password: str) -> str:
        """What is stored of a password."""
        ...

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether it is that password; never when nothing is stored, and it takes as long then."""
        ...
