"""One SQLite file: one thread writes, every thread reads over a connection of its own."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from weakref import WeakSet

from sqlite_utils import Database

from trainer.errors import BadInput
from trainer.store.connection import connect, create, use_wal
from trainer.store.migrations import migrate
from trainer.store.writer import Writer

T = TypeVar("T")


class SqliteFile:
    """An open file; `BadInput` when it cannot be used."""

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
