"""Triggers that keep the record append-only, whoever opens the file."""

from collections.abc import Mapping

from sqlite_utils import Database

_NUMBERED = ("entries", "scorecards")
_RECORD = ("calls", *_NUMBERED)


def _refusal(table: str, act: str) -> tuple[str, str]:
    name = f"{table}_refuse_{act.lower()}"
    return name, (
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _numbering(table: str) -> tuple[str, str]:
    name = f"{table}_leave_no_gap"
    return name, (
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} "
        f"WHEN NEW.seq IS NOT (SELECT COALESCE(MAX(seq), 0) + 1 FROM {table} WHERE call = NEW.call) "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: out of order'); END"
    )


def _no_replacement() -> tuple[str, str]:
    # INSERT OR REPLACE deletes without asking the DELETE triggers, unless recursive_triggers is on.
    return "calls_refuse_replace", (
        "CREATE TRIGGER calls_refuse_replace BEFORE INSERT ON calls "
        "WHEN EXISTS (SELECT 1 FROM calls WHERE id = NEW.id OR number = NEW.number) "
        "BEGIN SELECT RAISE(ABORT, 'calls is append-only'); END"
    )


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
