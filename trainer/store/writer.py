"""One thread that writes for all the others, and pays for the disk once for everyone who waits."""

import contextlib
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, Generic, TypeVar

from sqlite_utils import Database

T = TypeVar("T")


class _Job(Generic[T]):
    """Work on its way to the disk, and the future that somebody waits on."""

    def __init__(self, work: Callable[[Database], T]) -> None:
        self.future: Future[T] = Future()
        # A future that runs cannot be cancelled, so the writer can always settle it.
        self.future.set_running_or_notify_cancel()
        self._work = work
        self._settle: Callable[[], None]

    def attempt(self, db: Database) -> None:
        """Do the work inside the open transaction; an error undoes this work alone."""
        try:
            # Inside a transaction this is a savepoint.
            with db.atomic():
                value = self._work(db)
        except BaseException as error:
            # A full disk takes the whole transaction with it, and with it the work of others.
            if not db.conn.in_transaction:
                raise
            failure = error
            self._settle = lambda: self.future.set_exception(failure)
        else:
            self._settle = lambda: self.future.set_result(value)

    def settle(self) -> None:
        """Tell the caller how the work went."""
        self._settle()


class Writer:
    """Owns a connection; commits together whatever has been handed in meanwhile."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._queue: SimpleQueue[_Job[Any] | None] = SimpleQueue()
        self._lock = Lock()
        self._closed = False
        self._thread = Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Database], T]) -> T:
        """What the work returned, once it is durable; raises what the work or the commit raised."""
        return self.enqueue(work).result()

    def enqueue(self, work: Callable[[Database], T]) -> Future[T]:
        """The same, for a caller that waits later."""
        job = _Job(work)
        # Under the lock, so that nothing is queued behind the end of the queue.
        with self._lock:
            if self._closed:
                raise RuntimeError("the store is closed")
            self._queue.put(job)
        return job.future

    def close(self) -> None:
        """Finish what was handed in, then close the connection; closing twice is closing once."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        open_ = True
        while open_:
            batch = self._next_batch()
            open_ = None not in batch
            self._commit([job for job in batch if job is not None])
        self._db.close()

    def _next_batch(self) -> list[_Job[Any] | None]:
        batch = [self._queue.get()]
        with contextlib.suppress(Empty):
            while True:
                batch.append(self._queue.get_nowait())
        return batch

    def _commit(self, jobs: Sequence[_Job[Any]]) -> None:
        if not jobs:
            return
        try:
            self._db.execute("BEGIN IMMEDIATE")
            for job in jobs:
                job.attempt(self._db)
            self._db.execute("COMMIT")
        except BaseException as error:
            with contextlib.suppress(sqlite3.Error):
                self._db.rollback()
            for job in jobs:
                job.future.set_exception(error)
        else:
            for job in jobs:
                job.settle()
