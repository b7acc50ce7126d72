"""The record in one SQLite file: one thread writes, every thread reads over a connection of its own."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar
from weakref import WeakSet

from sqlite_utils import Database

from trainer.domain.call import Call, Entry, Header
from trainer.domain.cost import Spent
from trainer.domain.people import Person
from trainer.domain.review import ReviewAct
from trainer.domain.scorecard import Scorecard
from trainer.domain.values import Language
from trainer.errors import BadInput
from trainer.store import accounts, rows, spending
from trainer.store.connection import connect, create, use_wal
from trainer.store.migrations import migrate
from trainer.store.writer import Writer

T = TypeVar("T")


class SqliteStore:
    """Calls, scorecards and people in a file; `BadInput` when the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer = Writer(_prepare(path))
        self._closed = False
        self._lock = threading.Lock()
        self._mine = threading.local()
        # Weak, so that the connection of a thread that has ended goes with it.
        self._readers: WeakSet[Database] = WeakSet()

    def close(self) -> None:
        """Finish what is being written and close every connection; closing twice is closing once."""
        self._writer.close()
        with self._lock:
            self._closed = True
            for reader in self._readers:
                reader.close()

    def begin(self, header: Header) -> None:
        """Record that the phone rings."""
        written = rows.as_json(header)
        self._write(lambda db: rows.insert_call(db, header, written))

    def append(self, call: str, after: int, entries: Sequence[Entry]) -> None:
        """Append entries to a call that has `after` of them."""
        written = [rows.as_json(entry) for entry in entries]
        self._write(lambda db: rows.insert_entries(db, call, after, written))

    def call(self, call: str) -> Call:
        """The whole call."""
        return rows.select_call(self._reader, call)

    def calls_of(self, trainee: str | None = None) -> Sequence[Call]:
        """The calls of a trainee, or of everyone, newest first."""
        return rows.select_calls(self._reader, trainee)

    def open_call_of(self, trainee: str) -> str | None:
        """The id of the newest call of a trainee that nobody has hung up, without reading the others."""
        return rows.select_open_call(self._reader, trainee)

    def numbered(self, after: int, most: int) -> Sequence[tuple[int, str]]:
        """Up to so many calls with a number over `after`, oldest first: number and id."""
        return rows.select_numbered(self._reader, after, most)

    def count(self) -> int:
        """How many calls there are."""
        return rows.count_calls(self._reader)

    def keep(self, call: str, card: Scorecard) -> None:
        """Append a scorecard to those of a call."""
        written = rows.as_json(card)
        self._write(lambda db: rows.insert_card(db, call, written))

    def cards(self, call: str) -> Sequence[Scorecard]:
        """The scorecards of a call, oldest first."""
        return rows.select_cards(self._reader, call)

    def ungraded(self, most: int) -> Sequence[str]:
        """Up to so many calls that have no scorecard, newest first."""
        return rows.select_ungraded(self._reader, most)

    def spend(self, spent: Spent) -> None:
        """Append what a request took."""
        self._write(lambda db: spending.insert_spent(db, spent))

    def spent(self, since: date) -> Sequence[Spent]:
        """What was taken from that day on, summed by day, use and model, newest first."""
        return spending.select_spent(self._reader, since)

    def review(self, call: str, after: int, act: ReviewAct) -> None:
        """Append an act to a call that has `after` of them."""
        written = rows.as_json(act)
        self._write(lambda db: rows.insert_act(db, call, after, written))

    def acts(self, call: str) -> Sequence[ReviewAct]:
        """What was done to the grade of a call, oldest first."""
        return rows.select_acts(self._reader, call)

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

    def _write(self, work: Callable[[Database], T]) -> T:
        # Only what the disk or another process may do to us; any other error of SQLite is a fault of ours.
        with _telling_where(self._path, sqlite3.OperationalError):
            return self._writer.submit(work)

    @property
    def _reader(self) -> Database:
        """The reading connection of the present thread."""
        mine: Database | None = getattr(self._mine, "reader", None)
        if mine is None:
            mine = self._mine.reader = self._open_reader()
        return mine

    def _open_reader(self) -> Database:
        # Under the lock, so that none is opened behind the back of close().
        with self._lock, _telling_where(self._path, sqlite3.OperationalError):
            if self._closed:
                raise RuntimeError("the store is closed")
            reader = connect(self._path)
            self._readers.add(reader)
        return reader


def _prepare(path: Path) -> Database:
    """A connection to a file that has every table and trigger."""
    with _telling_where(path, OSError, sqlite3.Error), contextlib.ExitStack() as undo:
        create(path)
        db = connect(path)
        undo.callback(db.close)
        use_wal(db)
        migrate(db)
        undo.pop_all()
        return db


@contextlib.contextmanager
def _telling_where(path: Path, *kinds: type[Exception]) -> Iterator[None]:
    try:
        yield
    except kinds as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise BadInput("data.unwritable", folder=str(path.parent), reason=reason or str(error)) from error
