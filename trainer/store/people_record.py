"""Accounts and sessions."""

from collections.abc import Sequence
from datetime import datetime

from trainer.domain.people import Person
from trainer.domain.values import Language
from trainer.ports import Sitting
from trainer.store import accounts, sittings
from trainer.store.file import SqliteFile


class PeopleRecord(SqliteFile):
    """Who may come in, and who is in."""

    def add_person(self, person: Person, password_hash: str) -> None:
        """Record a person."""
        self._write(lambda db: accounts.insert_person(db, person, password_hash))

    def person(self, name: str) -> Person | None:
        """The person of that name."""
        return accounts.select_person(self._reader, name)

    def password_hash(self, name: str) -> str | None:
        """The stored hash of their password."""
        return accounts.select_password_hash(self._reader, name)

    def people(self) -> Sequence[Person]:
        """Everyone, by name."""
        return accounts.select_people(self._reader)

    def choose_language(self, name: str, language: Language) -> None:
        """Remember the language that a person reads."""
        self._write(lambda db: accounts.update_language(db, name, language))

    def change_person(self, person: Person) -> None:
        """Change everything about a person but their password."""
        self._write(lambda db: accounts.update_person(db, person))

    def set_password(self, name: str, password_hash: str) -> None:
        """Give a person another password."""
        self._write(lambda db: accounts.update_password(db, name, password_hash))

    def note_wrong(self, name: str, at: datetime) -> None:
        """Remember a wrong password for a name."""
        self._write(lambda db: accounts.insert_wrong(db, name, at))

    def wrong(self, name: str, since: datetime) -> Sequence[datetime]:
        """When wrong passwords were given for a name after that moment, oldest first."""
        return accounts.select_wrong(self._reader, name, since)

    def forget_wrong(self, name: str) -> None:
        """Forget the wrong passwords of a name."""
        self._write(lambda db: accounts.delete_wrong(db, name))

    def begin_sitting(self, key: str, sitting: Sitting) -> None:
        """Somebody has signed in."""
        self._write(lambda db: sittings.insert(db, key, sitting))

    def sitting(self, key: str) -> Sitting | None:
        """Who is signed in under this key."""
        return sittings.select(self._reader, key)

    def keep_sitting(self, key: str, seen: datetime) -> None:
        """They were here at that moment."""
        self._write(lambda db: sittings.update(db, key, seen))

    def end_sitting(self, key: str) -> None:
        """They have signed out."""
        self._write(lambda db: sittings.delete(db, key))

    def end_sittings(self, name: str, but: str = "") -> None:
        """They are signed out everywhere, but under one key."""
        self._write(lambda db: sittings.delete_theirs(db, name, but))
