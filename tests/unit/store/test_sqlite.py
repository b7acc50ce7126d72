"""What only a store on a disk can get wrong."""

import math
import sqlite3
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlite_utils import Database

from tests.builders import a_header, a_person, a_scorecard, a_turn, an_event
from trainer.errors import BadInput
from trainer.store import rows
from trainer.store.connection import connect
from trainer.store.migrations import migrate
from trainer.store.sqlite import SqliteStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(path)
    yield opened
    opened.close()


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    """The bare file, with thirty calls of ten entries each."""
    opened = connect(path)
    migrate(opened)
    turns = [rows.as_json(a_turn(number)) for number in range(1, 11)]
    with opened.atomic():
        for number in range(30):
            header = a_header(f"call-{number}")
            rows.insert_call(opened, header, rows.as_json(header))
            rows.insert_entries(opened, header.id, 0, turns)
    yield opened
    opened.close()


def refusal(path: Path) -> BadInput:
    """What the store says of a file that it cannot use."""
    with pytest.raises(BadInput) as caught:
        SqliteStore(path)
    return caught.value


def test_everything_is_there_after_a_restart(path: Path) -> None:
    first = SqliteStore(path)
    first.begin(a_header())
    first.append("call-1", 0, (an_event(), a_turn()))
    first.keep("call-1", a_scorecard())
    first.add_person(a_person(), "hash")
    first.close()
    second = SqliteStore(path)
    assert second.call("call-1").entries == (an_event(), a_turn())
    assert list(second.cards("call-1")) == [a_scorecard()]
    assert (second.person("lina"), second.password_hash("lina")) == (a_person(), "hash")
    second.close()


def test_two_stores_on_one_file_see_what_the_other_wrote(store: SqliteStore, path: Path) -> None:
    other = SqliteStore(path)
    store.begin(a_header())
    other.append("call-1", 0, (a_turn(1),))
    store.append("call-1", 1, (a_turn(2),))
    assert other.call("call-1") == store.call("call-1")
    other.close()


def test_only_the_owner_may_read_the_files(store: SqliteStore, path: Path) -> None:
    store.begin(a_header())
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.glob("record.db*")}
    assert modes == {"record.db": 0o600, "record.db-wal": 0o600, "record.db-shm": 0o600}


def test_a_file_that_others_could_read_is_closed_to_them(path: Path) -> None:
    SqliteStore(path).close()
    path.chmod(0o644)
    SqliteStore(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_missing_folders_are_made(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "one" / "two" / "record.db").close()
    assert (tmp_path / "one" / "two" / "record.db").is_file()


def test_a_folder_that_cannot_be_made_is_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    fault = refusal(tmp_path / "file" / "record.db").fault
    assert fault.code == "data.unwritable"
    assert fault.params["folder"] == str(tmp_path / "file")
    assert fault.params["reason"]


def test_a_folder_in_place_of_the_file_is_refused_and_left_alone(path: Path) -> None:
    path.mkdir(mode=0o755)
    assert refusal(path).fault.code == "data.unwritable"
    assert stat.S_IMODE(path.stat().st_mode) == 0o755


def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path) -> None:
    path.write_text("my dear diary, " * 100)
    assert refusal(path).fault.params["reason"] == "file is not a database"
    assert path.read_text().startswith("my dear diary")


def test_a_refused_file_leaves_no_thread_behind(path: Path) -> None:
    before = threading.active_count()
    path.mkdir()
    refusal(path)
    assert threading.active_count() <= before


def test_a_disk_that_is_full_is_told_and_the_call_stays_as_it_was(store: SqliteStore) -> None:
    def fill(db: Database) -> None:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages}")

    store.begin(a_header())
    store.append("call-1", 0, (a_turn(1),))
    store._writer.submit(fill)
    with pytest.raises(BadInput) as caught:
        store.append("call-1", 1, (a_turn(2, "so many words " * 1000),))
    assert caught.value.fault.params["reason"] == "database or disk is full"
    assert store.call("call-1").entries == (a_turn(1),)


@pytest.mark.parametrize("seconds", [math.nan, math.inf, -math.inf])
def test_an_entry_that_could_not_be_read_back_is_never_written(store: SqliteStore, seconds: float) -> None:
    store.begin(a_header())
    with pytest.raises(ValueError, match="finite number"):
        store.append("call-1", 0, (an_event(), an_event("silence", at=seconds)))
    assert store.call("call-1").entries == ()


def test_the_store_is_durable_and_minds_its_references(store: SqliteStore) -> None:
    asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    answers = store._writer.submit(lambda db: [db.execute(f"PRAGMA {name}").fetchone()[0] for name in asked])
    assert answers == ["wal", 2, 1, 10_000]


def test_an_entry_without_its_call_is_refused_by_the_file_itself(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db.execute("INSERT INTO entries VALUES ('nowhere', 1, '{}')")


@pytest.mark.parametrize("trainee", ["lina", None])
def test_calls_are_found_in_two_queries_however_many_they_are(db: Database, trainee: str | None) -> None:
    asked: list[str] = []
    with db.tracer(lambda sql, _: asked.append(sql)):
        calls = rows.select_calls(db, trainee)
    assert (len(calls), len(asked)) == (30, 2)
    assert all(len(call.entries) == 10 for call in calls)


def test_the_calls_of_a_trainee_are_found_without_reading_those_of_others(db: Database) -> None:
    asked: list[str] = []
    with db.tracer(lambda sql, _: asked.append(sql)):
        rows.select_calls(db, "lina")
    plans = [row["detail"] for sql in asked for row in db.query(f"EXPLAIN QUERY PLAN {sql}", ("lina",))]
    assert not [step for step in plans if step.startswith("SCAN") or "TEMP B-TREE" in step]


def test_each_thread_reads_over_a_connection_of_its_own_that_goes_with_it(store: SqliteStore) -> None:
    store.begin(a_header())
    together = threading.Barrier(4)

    def read() -> str:
        together.wait(timeout=10)
        read_once, read_again = store.call("call-1"), store.call("call-1")
        together.wait(timeout=10)
        assert len(store._readers) == 4
        together.wait(timeout=10)
        return read_once.id if read_once == read_again else ""

    with ThreadPoolExecutor(4) as pool:
        found = [pool.submit(read) for _ in range(4)]
        assert [one.result(timeout=10) for one in found] == ["call-1"] * 4
    assert len(store._readers) == 0


def test_a_closed_store_reads_and_writes_no_more_and_can_be_closed_again(path: Path) -> None:
    store = SqliteStore(path)
    store.begin(a_header())
    store.close()
    store.close()
    with pytest.raises(RuntimeError, match="closed"):
        store.call("call-1")
    with pytest.raises(RuntimeError, match="closed"):
        store.begin(a_header("call-2"))


def test_a_closed_store_leaves_one_file(path: Path) -> None:
    store = SqliteStore(path)
    store.begin(a_header())
    assert store.call("call-1").entries == ()
    store.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
