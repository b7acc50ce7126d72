"""Passwords: argon2, the same time for a name that nobody has, and a pause after several wrong ones."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from trainer.domain.people import Person
from trainer.ports import PeopleStore

MOST_WRONG = 5
"""Wrong passwords after which a name has to wait."""
PAUSE = timedelta(minutes=5)
MOST_REMEMBERED = 10_000
"""Names whose wrong passwords are remembered; nobody fills the memory by trying names."""

_hasher = PasswordHasher()
# Checked when nobody has the name, so that the answer takes as long as for somebody who is there.
_NOBODYS = _hasher.hash("nobody's password")


def hash_password(password: str) -> str:
    """What is stored of a password."""
    return _hasher.hash(password)


class Keeper:
    """Lets people in by name and password."""

    def __init__(self, people: PeopleStore, now: Callable[[], datetime]) -> None:
        self._people = people
        self._now = now
        self._wrong: dict[str, list[datetime]] = {}
        self._lock = Lock()

    def locked_for(self, name: str) -> timedelta:
        """How long the name has to wait yet; zero when it need not."""
        with self._lock:
            wrong = self._recent(name)
        return wrong[-1] + PAUSE - self._now() if len(wrong) >= MOST_WRONG else timedelta(0)

    def let_in(self, name: str, password: str) -> Person | None:
        """The person, when the password is theirs."""
        stored = self._people.password_hash(name)
        try:
            _hasher.verify(stored or _NOBODYS, password)
            person = self._people.person(name) if stored else None
        except (VerificationError, InvalidHashError):
            person = None
        with self._lock:
            if person is None:
                self._wrong[name] = [*self._recent(name), self._now()][-MOST_WRONG:]
                self._forget()
            else:
                self._wrong.pop(name, None)
        return person

    def _recent(self, name: str) -> list[datetime]:
        return [moment for moment in self._wrong.get(name, []) if self._now() - moment < PAUSE]

    def _forget(self) -> None:
        while len(self._wrong) > MOST_REMEMBERED:
            self._wrong.pop(next(iter(self._wrong)))
