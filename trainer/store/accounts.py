"""People and their passwords as rows; every function works inside whatever transaction is open."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from trainer.domain.people import Person
from trainer.domain.values import Language
from trainer.errors import Conflict, NotFound
from trainer.store.moments import microseconds, moment

_COLUMNS = "name, role, language, team, disabled"
REMEMBERED = timedelta(days=1)
"""How long a wrong password is remembered."""
MOST_REMEMBERED = 10_000
"""Wrong passwords that are remembered; nobody fills the disk by trying names."""


def insert_person(db: Database, person: Person, password_hash: str) -> None:
    """Add an account; `Conflict` when the name is taken."""
    if select_password_hash(db, person.name) is not None:
        raise Conflict("people.taken", name=person.name)
    db.table("people").insert({**person.model_dump(mode="json"), "password_hash": password_hash})


def select_person(db: Database, name: str) -> Person | None:
    """The person of that name."""
    found = db.query(f"SELECT {_COLUMNS} FROM people WHERE name = ?", (name,))  # noqa: S608
    return next((_person(row) for row in found), None)


def select_people(db: Database) -> list[Person]:
    """Everyone, by name."""
    return [_person(row) for row in db.query(f"SELECT {_COLUMNS} FROM people ORDER BY name")]  # noqa: S608


def select_password_hash(db: Database, name: str) -> str | None:
    """The stored hash of that person's password."""
    found = db.execute("SELECT password_hash FROM people WHERE name = ?", (name,)).fetchone()
    return None if found is None else str(found[0])


def update_language(db: Database, name: str, language: Language) -> None:
    """Remember the language that a person reads; `NotFound` when nobody has that name."""
    _update(db, name, {"language": language})


def update_person(db: Database, person: Person) -> None:
    """Change everything but the password; `NotFound` when nobody has that name."""
    _update(db, person.name, person.model_dump(mode="json", exclude={"name"}))


def update_password(db: Database, name: str, password_hash: str) -> None:
    """Another password; `NotFound` when nobody has that name."""
    _update(db, name, {"password_hash": password_hash})


def insert_wrong(db: Database, name: str, at: datetime) -> None:
    """Remember a wrong password, and forget old ones."""
    db.execute("INSERT INTO wrong_passwords (name, at) VALUES (?, ?)", (name, microseconds(at)))
    db.execute("DELETE FROM wrong_passwords WHERE at < ?", (microseconds(at - REMEMBERED),))
    newest = "SELECT number FROM wrong_passwords ORDER BY number DESC LIMIT ?"
    db.execute(f"DELETE FROM wrong_passwords WHERE number NOT IN ({newest})", (MOST_REMEMBERED,))  # noqa: S608


def select_wrong(db: Database, name: str, since: datetime) -> list[datetime]:
    """When wrong passwords were given for a name after that moment, oldest first."""
    found = db.execute(
        "SELECT at FROM wrong_passwords WHERE name = ? AND at > ? ORDER BY at", (name, microseconds(since))
    )
    return [moment(at) for (at,) in found]


def delete_wrong(db: Database, name: str) -> None:
    """Forget the wrong passwords of a name."""
    db.execute("DELETE FROM wrong_passwords WHERE name = ?", (name,))


def _update(db: Database, name: str, values: dict[str, object]) -> None:
    places = ", ".join(f"{column} = ?" for column in values)
    if not db.execute(f"UPDATE people SET {places} WHERE name = ?", (*values.values(), name)).rowcount:  # noqa: S608
        raise NotFound("people.unknown", name=name)


def _person(row: dict[str, object]) -> Person:
    return Person.model_validate({**row, "disabled": bool(row["disabled"])})
