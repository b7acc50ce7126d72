"""Texts of what trainers write, as rows; every function works inside whatever transaction is open."""

from sqlite_utils import Database


def insert_text(db: Database, version: str, text: str) -> None:
    """Add a text, unless it is there."""
    known = db.execute("SELECT 1 FROM texts WHERE version = ?", (version,)).fetchone()
    if known is None:
        db.execute("INSERT INTO texts (version, text) VALUES (?, ?)", (version, text))


def select_text(db: Database, version: str) -> str | None:
    """The text of that version."""
    found = db.execute("SELECT text FROM texts WHERE version = ?", (version,)).fetchone()
    return str(found[0]) if found else None


def put(db: Database, kind: str, name: str, version: str) -> None:
    """From now on this version of a piece is in force."""
    statement = (
        "INSERT INTO shelf (kind, name, version) VALUES (?, ?, ?) "
        "ON CONFLICT (kind, name) DO UPDATE SET version = excluded.version"
    )
    db.execute(statement, (kind, name, version))


def select(db: Database) -> dict[tuple[str, str], str]:
    """The version in force of each piece, by kind and name."""
    rows = db.execute("SELECT kind, name, version FROM shelf").fetchall()
    return {(str(kind), str(name)): str(version) for kind, name, version in rows}
