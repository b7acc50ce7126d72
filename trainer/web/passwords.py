"""Passwords: argon2, the same time for a name that nobody has, and a pause after several wrong ones."""

from collections.abc import Callable
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from trainer.domain.people import Person
from trainer.ports import PeopleStore

MOST_WRONG = 5
"""Wrong passwords after which a name has to wait."""
PAUSE = timedelta(minutes=5)
LONGEST_NAME = 200
"""Characters of a name that are remembered."""

_hasher = PasswordHasher()
# Checked when nobody has the name, so that the answer takes as long as for somebody who is there.
_NOBODYS = _hasher.hash("nobody's password")


def hash_password(password: str) -> str:
    """What is stored of a password."""
    return _hasher.hash(password)


class Keeper:
    """Lets people in by name and password; wrong ones are on the record, so that a restart forgives nobody."""

    def __init__(self, people: PeopleStore, now: Callable[[], datetime]) -> None:
        self._people = people
        self._now = now

    def locked_for(self, name: str) -> timedelta:
        """How long the name has to wait yet; zero when it need not."""
        wrong = self._people.wrong(name[:LONGEST_NAME], self._now() - PAUSE)
        return wrong[-1] + PAUSE - self._now() if len(wrong) >= MOST_WRONG else timedelta(0)

    def let_in(self, name: str, password: str) -> Person | None:
        """The person, when the password is theirs and they are still let in."""
        stored = self._people.password_hash(name)
        try:
            _hasher.verify(stored or _NOBODYS, password)
            person = self._people.person(name) if stored else None
        except (VerificationError, InvalidHashError):
            person = None
        if person is None or person.disabled:
            self._people.note_wrong(name[:LONGEST_NAME], self._now())
            return None
        self._people.forget_wrong(name)
        return person
