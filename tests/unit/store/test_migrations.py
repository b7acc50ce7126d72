"""The database gets its shape once and whole, and what is on record stays as it is."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from tests.builders import a_header, a_scorecard, a_turn
from trainer.store.connection import connect
from trainer.store.guards import TRIGGERS
from trainer.store.migrations import MIGRATIONS, migrate
from trainer.store.sqlite import SqliteStore

RECORD = ("calls", "entries", "scorecards")
CHANGES = ("DELETE FROM {}", "UPDATE {} SET rowid = rowid", "UPDATE OR REPLACE {} SET rowid = 9")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    """An empty file."""
    opened = connect(path)
    yield opened
    opened.close()


@pytest.fixture
def outsider(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program, with SQLite's own defaults, at a file that holds a call with an entry and a grade."""
    store = SqliteStore(path)
    store.begin(a_header())
    store.append("call-1", 0, (a_turn(),))
    store.keep("call-1", a_scorecard())
    store.close()
    opened = sqlite3.connect(path, isolation_level=None)
    yield opened
    opened.close()


def test_every_step_is_taken_once_and_recorded_in_order(db: Database) -> None:
    migrate(db)
    migrate(db)
    taken = [row["name"] for row in db.query("SELECT name FROM migrations ORDER BY rowid")]
    assert taken == [step.__name__ for step in MIGRATIONS]


def test_a_new_step_is_taken_by_a_file_that_has_the_others(db: Database) -> None:
    def m900_new(db: Database) -> None:
        db.execute("CREATE TABLE new (n INTEGER)")

    migrate(db)
    migrate(db, (*MIGRATIONS, m900_new))
    assert db.table("new").exists()


def test_a_step_that_fails_leaves_nothing(db: Database) -> None:
    def m900_broken(db: Database) -> None:
        db.execute("CREATE TABLE half_made (n INTEGER)")
        db.execute("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(db, (*MIGRATIONS, m900_broken))
    assert db.table_names() == []


def test_a_step_that_fails_leaves_an_older_file_as_it_was(db: Database) -> None:
    def m900_broken(db: Database) -> None:
        db.execute("DROP TABLE people")
        raise ValueError("broken")

    migrate(db)
    before = db.schema
    with pytest.raises(ValueError, match="broken"):
        migrate(db, (*MIGRATIONS, m900_broken))
    assert db.schema == before


def test_a_step_that_rebuilds_a_table_keeps_it_append_only(db: Database) -> None:
    def m900_rebuild(db: Database) -> None:
        db.table("entries").transform(rename={"body": "content"})
        assert "entries_refuse_update" not in db.triggers_dict

    migrate(db)
    migrate(db, (*MIGRATIONS, m900_rebuild))
    assert db.triggers_dict == TRIGGERS


@pytest.mark.parametrize("table", RECORD)
@pytest.mark.parametrize("act", CHANGES)
def test_nothing_on_record_is_changed_or_deleted(outsider: sqlite3.Connection, table: str, act: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        outsider.execute(act.format(table))


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO calls SELECT number, id, 'omar', began, header FROM calls",
        "INSERT OR REPLACE INTO calls SELECT number, 'new', trainee, began, header FROM calls",
        "INSERT OR REPLACE INTO entries SELECT call, seq, '{}' FROM entries",
        "INSERT OR REPLACE INTO scorecards SELECT call, seq, '{}' FROM scorecards",
        "INSERT INTO calls SELECT number, id, 'omar', 0, '' FROM calls WHERE true"
        " ON CONFLICT DO UPDATE SET trainee = 'omar'",
    ],
)
def test_nothing_on_record_is_replaced(outsider: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        outsider.execute(statement)


@pytest.mark.parametrize("table", ["entries", "scorecards"])
@pytest.mark.parametrize("seq", [0, 3])
def test_numbers_have_no_gap(outsider: sqlite3.Connection, table: str, seq: int) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="out of order"):
        outsider.execute(f"INSERT INTO {table} VALUES ('call-1', ?, '{{}}')", (seq,))


@pytest.mark.parametrize("name", TRIGGERS)
def test_a_trigger_that_was_dropped_is_back_at_the_next_start(
    outsider: sqlite3.Connection, path: Path, name: str
) -> None:
    outsider.execute(f"DROP TRIGGER {name}")
    SqliteStore(path).close()
    found = outsider.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", (name,))
    assert found.fetchall() == [(TRIGGERS[name],)]


def test_a_trigger_that_was_made_toothless_is_mended_at_the_next_start(
    outsider: sqlite3.Connection, path: Path
) -> None:
    outsider.execute("DROP TRIGGER entries_refuse_delete")
    outsider.execute("CREATE TRIGGER entries_refuse_delete BEFORE DELETE ON entries BEGIN SELECT 1; END")
    SqliteStore(path).close()
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        outsider.execute("DELETE FROM entries")


def test_processes_that_start_together_all_succeed(tmp_path: Path, root: Path) -> None:
    files = [tmp_path / f"{number}.db" for number in range(10)]
    started = subprocess.run(
        [sys.executable, "-m", "tests.unit.store.starting_together", *map(str, files)],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (started.returncode, started.stderr) == (0, "")
    for file in files:
        opened = connect(file)
        assert opened.triggers_dict == TRIGGERS
        assert opened.table("migrations").count == len(MIGRATIONS)
        opened.close()
