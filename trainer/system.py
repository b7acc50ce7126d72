"""The machine's clock, chance and secrets, and their repeatable stand-ins for calls outside time."""

import secrets
from datetime import UTC, datetime, timedelta
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class SystemClock:
    """The time of day."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC)


class VirtualClock:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self._now = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment it has been moved to."""
        return self._now

    def pass_(self, seconds: float) -> None:
        """Let so many seconds go by."""
        self._now += timedelta(seconds=seconds)


class RandomIds:
    """Ids that nobody can guess."""

    def new(self) -> str:
        """Sixteen random bytes, in letters that fit an address."""
        return secrets.token_urlsafe(16)

    def seed(self) -> int:
        """A seed of thirty-two bits."""
        return secrets.randbits(32)


class FixedIds:
    """The same id and seed every time, for a call that is to be repeated."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def new(self) -> str:
        """An id that names the seed."""
        return f"seed-{self._seed}"

    def seed(self) -> int:
        """The seed it was made with."""
        return self._seed


class Argon2Passwords:
    """Argon2id with the library's own cost, RFC 9106's choice for little memory."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()

    @cached_property
    def _nobodys(self) -> str:
        """Checked when nothing is stored, so that the answer takes as long as for somebody who is there."""
        return self._hasher.hash("nobody's password")

    def hash(self, password: str) -> str:
        """What is stored of a password."""
        return self._hasher.hash(password)

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether it is that password; never when nothing is stored."""
        try:
            self._hasher.verify(stored or self._nobodys, password)
        except (VerificationError, InvalidHashError):
            return False
        return bool(stored)
