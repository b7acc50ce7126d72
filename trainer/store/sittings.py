"""Who is signed in, as rows; every function works inside whatever transaction is open."""

from datetime import datetime

from sqlite_utils import Database

from trainer.ports import Sitting
from trainer.store.moments import microseconds, moment


def insert(db: Database, key: str, sitting: Sitting) -> None:
    """Add a sitting."""
    values = (key, sitting.name, microseconds(sitting.began), microseconds(sitting.seen))
    db.execute("INSERT INTO sittings (key, name, began, seen) VALUES (?, ?, ?, ?)", values)


def select(db: Database, key: str) -> Sitting | None:
    """The sitting under that key."""
    found = db.execute("SELECT name, began, seen FROM sittings WHERE key = ?", (key,)).fetchone()
    return Sitting(name=found[0], began=moment(found[1]), seen=moment(found[2])) if found else None


def update(db: Database, key: str, seen: datetime) -> None:
    """They were here at that moment."""
    db.execute("UPDATE sittings SET seen = ? WHERE key = ?", (microseconds(seen), key))


def delete(db: Database, key: str) -> None:
    """End a sitting."""
    db.execute("DELETE FROM sittings WHERE key = ?", (key,))


def delete_theirs(db: Database, name: str, but: str) -> None:
    """End the sittings of a person, but one."""
    db.execute("DELETE FROM sittings WHERE name = ? AND key != ?", (name, but))
