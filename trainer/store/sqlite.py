"""The record in one SQLite file."""

from collections.abc import Sequence
from datetime import date

from trainer.domain.cost import Spent
from trainer.ports import Book, Written
from trainer.store import journal, spending
from trainer.store.call_record import CallRecord
from trainer.store.people_record import PeopleRecord


class SqliteStore(CallRecord, PeopleRecord):
    """Calls, people, costs and journals in a file; `BadInput` when the file cannot be used."""

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
