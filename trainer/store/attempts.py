"""The line of each call in a history: worked out when something changes, so that no page reads whole calls."""

from collections.abc import Iterator
from functools import lru_cache

from sqlite_utils import Database

from trainer.domain.progress import Attempt, Wanted
from trainer.store.moments import microseconds

_COLUMNS = (
    "call",
    "trainee",
    "began",
    "official",
    "graded",
    "passed",
    "to_review",
    "language",
    "persona",
    "scenario",
    "acts",
    "body",
)
_PUT = f"INSERT OR REPLACE INTO attempts ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
KEPT = 20_000
"""Lines that stay read, some 3 KB each: to read ten thousand anew takes longer than a page may."""
_EQUAL = ("call", "trainee", "official", "graded", "passed", "to_review", "language", "persona", "scenario")


def put(db: Database, attempt: Attempt) -> None:
    """Write the line of a call, in place of the one it had."""
    db.execute(
        _PUT,
        (
            attempt.call,
            attempt.trainee,
            microseconds(attempt.began),
            attempt.official,
            attempt.graded,
            attempt.passed,
            bool(attempt.why) and attempt.official,
            attempt.language,
            attempt.persona,
            attempt.scenario,
            attempt.acts,
            attempt.model_dump_json(exclude_defaults=True),
        ),
    )


def select(db: Database, wanted: Wanted) -> list[Attempt]:
    """The lines that are wanted, newest first; those to review oldest first."""
    where, values = _where(wanted)
    order = "ASC" if wanted.to_review else "DESC"
    found = db.execute(
        f"SELECT body FROM attempts {where} ORDER BY began {order}, number {order} LIMIT ? OFFSET ?",  # noqa: S608
        (*values, wanted.most, wanted.skip),
    )
    return [_read(body) for (body,) in found]


@lru_cache(maxsize=KEPT)
def _read(body: str) -> Attempt:
    return Attempt.model_validate_json(body)


def count(db: Database, wanted: Wanted) -> int:
    """How many lines there are."""
    where, values = _where(wanted)
    return int(db.execute(f"SELECT COUNT(*) FROM attempts {where}", values).fetchone()[0])  # noqa: S608


def select_stale(db: Database) -> list[str]:
    """The calls that have more acts of review than their line knows."""
    done = "SELECT call, MAX(seq) AS done FROM reviews GROUP BY call"
    found = db.execute(f"SELECT attempts.call FROM attempts JOIN ({done}) USING (call) WHERE acts < done")  # noqa: S608
    return [str(call) for (call,) in found]


def _where(wanted: Wanted) -> tuple[str, list[object]]:
    conditions = list(_conditions(wanted))
    where = f"WHERE {' AND '.join(text for text, _ in conditions)}" if conditions else ""
    return where, [value for _, value in conditions]


def _conditions(wanted: Wanted) -> Iterator[tuple[str, object]]:
    for column in _EQUAL:
        if (value := getattr(wanted, column)) is not None:
            yield f"{column} IS ?", value
    if wanted.team is not None:
        # Who is in no account any more counts as somebody without a team.
        yield "COALESCE((SELECT team FROM people WHERE name = trainee), '') IS ?", wanted.team
    if wanted.since is not None:
        yield "began >= ?", microseconds(wanted.since)
    if wanted.until is not None:
        yield "began < ?", microseconds(wanted.until)
