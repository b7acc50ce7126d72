"""The record in one SQLite file."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from trainer.domain.cost import Spent
from trainer.ports import Book, Written
from trainer.store import journal, shelf, spending
from trainer.store.call_record import CallRecord
from trainer.store.people_record import PeopleRecord


class SqliteStore(CallRecord, PeopleRecord):
    """Calls, people, costs, journals and texts in a file; `BadInput` when the file cannot be used."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        # Asked in every turn of every call; only this process publishes.
        self._published: Mapping[tuple[str, str], str] | None = None

    def spend(self, spent: Spent) -> None:
        """Append what a request took."""
        self._write(lambda db: spending.insert_spent(db, spent))

    def spent(self, since: date) -> Sequence[Spent]:
        """What was taken from that day on, summed by day, use and model, newest first."""
        return spending.select_spent(self._reader, since)

    def write(self, written: Written) -> None:
        """Append to a journal."""
        self._write(lambda db: journal.insert(db, written))

    def read_book(self, book: Book, subject: str | None = None) -> Sequence[Written]:
        """What a book says of a subject, or all of it, oldest first."""
        return journal.select(self._reader, book, subject)

    def trail(self, most: int, skip: int = 0) -> Sequence[Written]:
        """What people did, newest first, whatever the book; reviews of grades too."""
        return journal.select_trail(self._reader, most, skip)

    def put_text(self, version: str, text: str) -> None:
        """Keep a text under its version."""
        if self.text(version) is None:
            self._write(lambda db: shelf.insert_text(db, version, text))

    def text(self, version: str) -> str | None:
        """The text of that version."""
        return shelf.select_text(self._reader, version)

    def publish(self, kind: str, name: str, version: str) -> None:
        """From now on this version is in force."""
        self._write(lambda db: shelf.put(db, kind, name, version))
        self._published = None

    def published(self) -> Mapping[tuple[str, str], str]:
        """The version in force of each piece."""
        known = self._published
        if known is None:
            known = self._published = shelf.select(self._reader)
        return known
