"""The writer commits for many at once, and each caller hears of their own work only."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlite_utils import Database

from trainer.store.connection import connect
from trainer.store.writer import Writer

Work = Callable[[Database], int]


class Desk:
    """A writer on a table of numbers, a reader of the same, and what the writer said to SQLite."""

    def __init__(self, path: Path) -> None:
        db = connect(path)
        db.enable_wal()
        db.execute("CREATE TABLE numbers (n INTEGER PRIMARY KEY, twin INTEGER REFERENCES numbers)")
        self.said: list[str] = []
        db.conn.set_trace_callback(self.said.append)
        self.writer = Writer(db)
        self.seen = connect(path)

    def numbers(self) -> list[int]:
        """What a reader sees."""
        return [n for (n,) in self.seen.execute("SELECT n FROM numbers ORDER BY n")]

    @contextlib.contextmanager
    def busy(self) -> Iterator[None]:
        """The writer is in a transaction, so that what is handed in meanwhile shares the next."""
        begun, gate = threading.Event(), threading.Event()

        def wait(db: Database) -> bool:
            begun.set()
            return gate.wait(timeout=10)

        waiting = self.writer.enqueue(wait)
        assert begun.wait(timeout=10)
        yield
        gate.set()
        assert waiting.result(timeout=10)

    def together(self, *works: Work) -> list[Future[int]]:
        """What becomes of works that share one transaction."""
        with self.busy():
            return [self.writer.enqueue(work) for work in works]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "numbers.db")
    yield made
    made.writer.close()
    made.seen.close()


def insert(n: int) -> Work:
    def work(db: Database) -> int:
        db.execute("INSERT INTO numbers VALUES (?, NULL)", (n,))
        return n

    return work


def insert_then_fail(n: int) -> Work:
    def work(db: Database) -> int:
        insert(n)(db)
        raise ValueError(n)

    return work


def break_the_commit(db: Database) -> int:
    """A row without its twin, which SQLite notices only when it commits."""
    db.execute("PRAGMA defer_foreign_keys = ON")
    db.execute("INSERT INTO numbers VALUES (99, 100)")
    return 99


def lose_the_transaction(db: Database) -> int:
    """What a full disk does."""
    db.rollback()
    raise OSError("disk full")


def test_the_caller_gets_what_the_work_returned_and_readers_see_it(desk: Desk) -> None:
    assert desk.writer.submit(insert(7)) == 7
    assert desk.numbers() == [7]


def test_work_that_fails_tells_its_caller_and_leaves_nothing(desk: Desk) -> None:
    with pytest.raises(ValueError, match="7"):
        desk.writer.submit(insert_then_fail(7))
    assert desk.numbers() == []


def test_work_handed_in_together_is_committed_once(desk: Desk) -> None:
    futures = desk.together(*(insert(n) for n in range(50)))
    assert [future.result(timeout=10) for future in futures] == list(range(50))
    # The other commit is that of the work that kept the writer busy.
    assert desk.said.count("COMMIT") == 2
    assert desk.numbers() == list(range(50))


def test_work_that_fails_does_not_fail_the_others(desk: Desk) -> None:
    first, second, third = desk.together(insert(1), insert_then_fail(2), insert(3))
    assert (first.result(timeout=10), third.result(timeout=10)) == (1, 3)
    assert isinstance(second.exception(timeout=10), ValueError)
    assert desk.numbers() == [1, 3]


def test_nobody_is_told_before_the_commit(desk: Desk) -> None:
    happened = desk.said
    with desk.busy():
        future = desk.writer.enqueue(insert(1))
        future.add_done_callback(lambda _: happened.append("told"))
    desk.writer.close()
    assert happened[-2:] == ["COMMIT", "told"]


@pytest.mark.parametrize(
    ("fault", "kind"), [(break_the_commit, sqlite3.IntegrityError), (lose_the_transaction, OSError)]
)
def test_a_lost_transaction_is_told_to_everyone_in_it(desk: Desk, fault: Work, kind: type[Exception]) -> None:
    futures = desk.together(insert(1), fault, insert(3))
    assert [type(future.exception(timeout=10)) for future in futures] == [kind] * 3
    assert desk.numbers() == []


@pytest.mark.parametrize("fault", [break_the_commit, lose_the_transaction])
def test_the_writer_goes_on_after_a_lost_transaction(desk: Desk, fault: Work) -> None:
    assert desk.writer.enqueue(fault).exception(timeout=10) is not None
    assert desk.writer.submit(insert(5)) == 5
    assert desk.numbers() == [5]


def test_closing_finishes_what_was_handed_in(desk: Desk) -> None:
    futures = [desk.writer.enqueue(insert(n)) for n in range(200)]
    desk.writer.close()
    assert all(future.done() for future in futures)
    assert desk.numbers() == list(range(200))


def test_a_closed_writer_takes_nothing_more_and_can_be_closed_again(desk: Desk) -> None:
    desk.writer.close()
    desk.writer.close()
    with pytest.raises(RuntimeError, match="closed"):
        desk.writer.submit(insert(1))


def test_work_that_was_handed_in_cannot_be_called_back(desk: Desk) -> None:
    with desk.busy():
        future = desk.writer.enqueue(insert(1))
        assert not future.cancel()
    assert future.result(timeout=10) == 1


def test_whoever_hands_in_work_while_it_closes_is_answered_either_way(desk: Desk) -> None:
    started = threading.Barrier(9)

    def hand_in(first: int) -> int:
        started.wait(timeout=10)
        for n in range(first, first + 1000):
            try:
                desk.writer.submit(insert(n))
            except RuntimeError:
                return n - first
        return 1000

    with ThreadPoolExecutor(8) as pool:
        counts = [pool.submit(hand_in, thread * 1000) for thread in range(8)]
        started.wait(timeout=10)
        desk.writer.close()
        acknowledged = sum(count.result(timeout=30) for count in counts)
    assert len(desk.numbers()) == acknowledged
