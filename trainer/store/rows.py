"""Calls and scorecards as rows; every function works inside whatever transaction is open."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from pydantic import TypeAdapter
from sqlite_utils import Database

from trainer.domain.call import Call, Header
from trainer.domain.review import ReviewAct
from trainer.domain.scorecard import Scorecard
from trainer.domain.values import Frozen
from trainer.errors import Conflict, NotFound
from trainer.store.moments import microseconds

_ACT: TypeAdapter[ReviewAct] = TypeAdapter(ReviewAct)

_ALL = (
    "SELECT id, header FROM calls ORDER BY began DESC, number DESC",
    "SELECT call, body FROM entries ORDER BY call, seq",
)
_THEIRS = (
    "SELECT id, header FROM calls WHERE trainee = ? ORDER BY began DESC, number DESC",
    "SELECT call, body FROM entries WHERE call IN (SELECT id FROM calls WHERE trainee = ?) ORDER BY 1, seq",
)


def as_json(value: Frozen) -> str:
    """The value as JSON; `ValueError` when it could not be read back."""
    written = value.model_dump_json()
    # An infinite number is written as null, and one such entry would make its call unreadable for good.
    type(value).model_validate_json(written)
    return written


def insert_call(db: Database, header: Header, written: str) -> None:
    """Add a call without entries; `Conflict` when its id is taken."""
    if _exists(db, header.id):
        raise Conflict("call.exists", id=header.id)
    db.execute(
        "INSERT INTO calls (id, trainee, began, header) VALUES (?, ?, ?, ?)",
        (header.id, header.trainee, microseconds(header.began), written),
    )


def insert_entries(db: Database, call: str, after: int, written: Sequence[str]) -> None:
    """Add entries to a call that has `after` of them; `Conflict` when it has another number."""
    _require(db, call)
    if _length(db, call) != after:
        raise Conflict("call.moved_on", id=call)
    for seq, body in enumerate(written, start=after + 1):
        db.execute("INSERT INTO entries VALUES (?, ?, ?)", (call, seq, body))


def select_call(db: Database, call: str) -> Call:
    """The call with its entries; `NotFound` when there is none."""
    header = db.execute("SELECT header FROM calls WHERE id = ?", (call,)).fetchone()
    if header is None:
        raise NotFound("call.unknown", id=call)
    entries = db.execute("SELECT body FROM entries WHERE call = ? ORDER BY seq", (call,))
    return _call(header[0], [body for (body,) in entries])


def select_calls(db: Database, trainee: str | None) -> list[Call]:
    """The calls of a trainee, or of everyone, newest first, in two queries however many they are."""
    (headers, bodies), values = (_ALL, ()) if trainee is None else (_THEIRS, (trainee,))
    found = db.execute(headers, values).fetchall()
    entries: dict[str, list[str]] = defaultdict(list)
    for call, body in db.execute(bodies, values):
        entries[call].append(body)
    return [_call(header, entries[call]) for call, header in found]


def select_open_call(db: Database, trainee: str) -> str | None:
    """The newest call of a trainee that nobody has hung up."""
    hung_up = "SELECT 1 FROM entries WHERE call = calls.id AND json_extract(body, '$.kind') = 'hung_up'"
    found = db.execute(
        f"SELECT id FROM calls WHERE trainee = ? AND NOT EXISTS ({hung_up}) ORDER BY began DESC, number DESC LIMIT 1",  # noqa: S608
        (trainee,),
    ).fetchone()
    return None if found is None else str(found[0])


def select_numbered(db: Database, after: int, most: int) -> list[tuple[int, str]]:
    """Up to so many calls with a number over `after`, oldest first."""
    found = db.execute("SELECT number, id FROM calls WHERE number > ? ORDER BY number LIMIT ?", (after, most))
    return [(int(number), str(call)) for number, call in found]


def count_calls(db: Database) -> int:
    """How many calls there are."""
    return int(db.execute("SELECT COUNT(*) FROM calls").fetchone()[0])


def insert_card(db: Database, call: str, written: str) -> int:
    """Add a scorecard to those of a call, and say the how manieth it is; `NotFound` when there is no such call."""
    _require(db, call)
    db.execute(
        "INSERT INTO scorecards SELECT ?1, COALESCE(MAX(seq), 0) + 1, ?2 FROM scorecards WHERE call = ?1",
        (call, written),
    )
    return _length(db, call, "scorecards")


def select_cards(db: Database, call: str) -> tuple[Scorecard, ...]:
    """The scorecards of a call, oldest first."""
    found = db.execute("SELECT body FROM scorecards WHERE call = ? ORDER BY seq", (call,))
    return tuple(Scorecard.model_validate_json(body) for (body,) in found)


def select_ungraded(db: Database, most: int) -> list[str]:
    """Up to so many calls that have no scorecard, newest first."""
    found = db.execute(
        "SELECT id FROM calls WHERE NOT EXISTS (SELECT 1 FROM scorecards WHERE call = calls.id)"
        " ORDER BY number DESC LIMIT ?",
        (most,),
    )
    return [str(call) for (call,) in found]


def insert_act(db: Database, call: str, after: int, written: str) -> None:
    """Add an act to the review of a call that has `after` of them; `Conflict` when it has another number."""
    _require(db, call)
    if _length(db, call, "reviews") != after:
        raise Conflict("review.moved_on", id=call)
    db.execute("INSERT INTO reviews VALUES (?, ?, ?)", (call, after + 1, written))


def select_acts(db: Database, call: str) -> tuple[ReviewAct, ...]:
    """The acts of a call's review, oldest first."""
    found = db.execute("SELECT body FROM reviews WHERE call = ? ORDER BY seq", (call,))
    return tuple(_ACT.validate_json(body) for (body,) in found)


def _call(header: str, entries: Sequence[str]) -> Call:
    return Call.model_validate_json(f'{{"header": {header}, "entries": [{",".join(entries)}]}}')


def _require(db: Database, call: str) -> None:
    if not _exists(db, call):
        raise NotFound("call.unknown", id=call)


def _exists(db: Database, call: str) -> bool:
    return db.execute("SELECT 1 FROM calls WHERE id = ?", (call,)).fetchone() is not None


def _length(db: Database, call: str, table: Literal["entries", "reviews", "scorecards"] = "entries") -> int:
    # The triggers leave no gap, so the last number is the count; it costs one look into the index.
    found = db.execute(f"SELECT COALESCE(MAX(seq), 0) FROM {table} WHERE call = ?", (call,))  # noqa: S608
    return int(found.fetchone()[0])
