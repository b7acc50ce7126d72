"""Triggers that keep the record append-only, whoever opens the file."""

from collections.abc import Mapping

from sqlite_utils import Database

_NUMBERED = {
    "entries": "SELECT MAX(seq) FROM entries WHERE call = NEW.call",
    "scorecards": "SELECT MAX(seq) FROM scorecards WHERE call = NEW.call",
    "reviews": "SELECT MAX(seq) FROM reviews WHERE call = NEW.call",
    "journal": "SELECT MAX(seq) FROM journal WHERE book = NEW.book AND subject = NEW.subject",
}
"""The last number that a call or a subject has in each table."""
_RECORD = ("calls", "spending", "texts", *_NUMBERED)


def _abort(table: str, why: str = "") -> str:
    return f"BEGIN SELECT RAISE(ABORT, '{table} is append-only{why}'); END"


def _refusal(table: str, act: str) -> tuple[str, str]:
    name = f"{table}_refuse_{act.lower()}"
    return name, f"CREATE TRIGGER {name} BEFORE {act} ON {table} {_abort(table)}"


def _numbering(table: str) -> tuple[str, str]:
    name = f"{table}_leave_no_gap"
    following = f"COALESCE(({_NUMBERED[table]}), 0) + 1"
    return name, (
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN NEW.seq IS NOT {following} "
        + _abort(table, ": out of order")
    )


def _no_replacement() -> tuple[str, str]:
    # INSERT OR REPLACE deletes without asking the DELETE triggers, unless recursive_triggers is on.
    name = "calls_refuse_replace"
    taken = "EXISTS (SELECT 1 FROM calls WHERE id = NEW.id OR number = NEW.number)"
    return name, f"CREATE TRIGGER {name} BEFORE INSERT ON calls WHEN {taken} {_abort('calls')}"


TRIGGERS: Mapping[str, str] = dict(
    [
        *(_refusal(table, act) for table in _RECORD for act in ("UPDATE", "DELETE")),
        *(_numbering(table) for table in _NUMBERED),
        _no_replacement(),
    ]
)
"""The statement that makes each trigger, by name."""


def guard(db: Database) -> None:
    """Put back every trigger that is missing or was changed, inside the caller's transaction."""
    found = db.triggers_dict
    for name, statement in TRIGGERS.items():
        if found.get(name) != statement:
            db.execute(f"DROP TRIGGER IF EXISTS {name}")
            db.execute(statement)
