"""The shape of the database, as steps that are each taken once, in order."""

from collections.abc import Callable, Sequence

from sqlite_utils import Database

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


MIGRATIONS: tuple[Migration, ...] = (
    m001_calls,
    m002_scorecards,
    m003_people,
    m004_reviews,
    m005_spending,
    m006_teams_and_doors,
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
