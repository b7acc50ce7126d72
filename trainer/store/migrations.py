"""The shape of the database, as steps that are each taken once, in order."""

from collections.abc import Callable, Sequence

from sqlite_utils import Database

from trainer.domain.progress import attempt_of
from trainer.domain.review import as_given
from trainer.store import attempts, rows
from trainer.store.guards import guard

Migration = Callable[[Database], None]


def m001_calls(db: Database) -> None:
    """Calls in the order in which they began, and what happened in each."""
    db.table("calls").create(
        {"number": int, "id": str, "trainee": str, "began": int, "header": str},
        pk="number",
        not_null={"id", "trainee", "began", "header"},
    )
    db.table("calls").create_index(["id"], unique=True)
    db.table("calls").create_index(["trainee", "began"])
    _create_numbered(db, "entries")


def m002_scorecards(db: Database) -> None:
    """Every grade that a call was given."""
    _create_numbered(db, "scorecards")


def m003_people(db: Database) -> None:
    """Accounts."""
    db.table("people").create(
        {"name": str, "role": str, "language": str, "password_hash": str},
        pk="name",
        not_null={"name", "role", "language", "password_hash"},
    )


def m004_reviews(db: Database) -> None:
    """What people did with the grades."""
    _create_numbered(db, "reviews")


def m005_spending(db: Database) -> None:
    """What models took, request by request."""
    db.table("spending").create(
        {
            "number": int,
            "day": str,
            "use": str,
            "model": str,
            "prompt": int,
            "cached": int,
            "completion": int,
        },
        pk="number",
        not_null={"day", "use", "model", "prompt", "cached", "completion"},
    )
    db.table("spending").create_index(["day"])


def m006_teams_and_doors(db: Database) -> None:
    """Teams, who is not let in any more, and wrong passwords, which a restart must not forgive."""
    db.execute("ALTER TABLE people ADD COLUMN team TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE people ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0")
    db.table("wrong_passwords").create({"number": int, "name": str, "at": int}, pk="number", not_null={"name", "at"})
    db.table("wrong_passwords").create_index(["name", "at"])


def m007_desks(db: Database) -> None:
    """Journals of what people do, who is signed in, and a line of each call for histories."""
    db.table("journal").create(
        {"number": int, "book": str, "subject": str, "seq": int, "by": str, "at": int, "body": str},
        pk="number",
        not_null={"book", "subject", "seq", "by", "at", "body"},
    )
    db.table("journal").create_index(["book", "subject", "seq"], unique=True)
    db.table("journal").create_index(["at"])
    db.table("sittings").create({"key": str, "name": str, "began": int, "seen": int}, pk="key")
    db.table("sittings").create_index(["name"])
    _create_attempts(db)
    for (call,) in db.execute("SELECT id FROM calls ORDER BY number").fetchall():
        cards = rows.select_cards(db, call)
        attempts.put(db, attempt_of(rows.select_call(db, call), as_given(cards[0]) if cards else None))


def _create_attempts(db: Database) -> None:
    columns = ("official", "graded", "passed", "to_review")
    db.table("attempts").create(
        {
            "number": int,
            "call": str,
            "trainee": str,
            "began": int,
            **dict.fromkeys(columns, int),
            "language": str,
            "persona": str,
            "scenario": str,
            "acts": int,
            "body": str,
        },
        pk="number",
        foreign_keys=[("call", "calls", "id")],
    )
    db.table("attempts").create_index(["call"], unique=True)
    for column in ("began", "trainee", "official", "to_review"):
        db.table("attempts").create_index([column, "began"] if column != "began" else ["began"])


def m008_shelf(db: Database) -> None:
    """Texts of what trainers write, and which of them are in force."""
    db.table("texts").create({"version": str, "text": str}, pk="version", not_null={"text"})
    db.table("shelf").create({"kind": str, "name": str, "version": str}, pk=("kind", "name"), not_null={"version"})


MIGRATIONS: tuple[Migration, ...] = (
    m001_calls,
    m002_scorecards,
    m003_people,
    m004_reviews,
    m005_spending,
    m006_teams_and_doors,
    m007_desks,
    m008_shelf,
)


def migrate(db: Database, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Take the steps that this file has not seen and mend its triggers: all of it, or nothing."""
    # IMMEDIATE makes processes that start together take turns; a deferred BEGIN would make them collide.
    db.execute("BEGIN IMMEDIATE")
    try:
        _take_steps(db, migrations)
        guard(db)
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def _take_steps(db: Database, migrations: Sequence[Migration]) -> None:
    db.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied TEXT NOT NULL)")
    taken = {row["name"] for row in db.query("SELECT name FROM migrations")}
    for step in migrations:
        if step.__name__ not in taken:
            step(db)
            db.execute("INSERT INTO migrations VALUES (?, CURRENT_TIMESTAMP)", (step.__name__,))


def _create_numbered(db: Database, table: str) -> None:
    db.table(table).create(
        {"call": str, "seq": int, "body": str},
        pk=("call", "seq"),
        not_null={"call", "seq", "body"},
        foreign_keys=[("call", "calls", "id")],
    )
