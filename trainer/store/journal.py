"""Journals as rows: books in which acts are appended; every function works inside whatever transaction is open."""

from collections.abc import Iterable

from sqlite_utils import Database

from trainer.errors import Conflict
from trainer.ports import Book, Written
from trainer.store.moments import microseconds, moment

_COLUMNS = "book, subject, seq, by, at, body"
_REVIEWS = (
    "SELECT 'reviews' AS book, call AS subject, seq, json_extract(body, '$.by') AS by,"
    " CAST(strftime('%s', json_extract(body, '$.at')) AS INTEGER) * 1000000 AS at, body FROM reviews"
)


def insert(db: Database, written: Written) -> None:
    """Append to a book; `Conflict` when the subject has another number of entries by now."""
    last = db.execute(
        "SELECT COALESCE(MAX(seq), 0) FROM journal WHERE book = ? AND subject = ?", (written.book, written.subject)
    ).fetchone()[0]
    if last != written.seq - 1:
        raise Conflict("journal.moved_on")
    values = (written.book, written.subject, written.seq, written.by, microseconds(written.at), written.body)
    db.execute(f"INSERT INTO journal ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", values)  # noqa: S608


def select(db: Database, book: Book, subject: str | None) -> list[Written]:
    """What a book says of a subject, or all of it, oldest first."""
    where, values = ("", ()) if subject is None else (" AND subject = ?", (subject,))
    found = db.execute(f"SELECT {_COLUMNS} FROM journal WHERE book = ?{where} ORDER BY number", (book, *values))  # noqa: S608
    return _written(found)


def select_trail(db: Database, most: int, skip: int) -> list[Written]:
    """What people did, newest first."""
    everything = f"SELECT {_COLUMNS} FROM journal UNION ALL {_REVIEWS}"  # noqa: S608
    return _written(db.execute(f"{everything} ORDER BY at DESC LIMIT ? OFFSET ?", (most, skip)))


def _written(rows: Iterable[tuple[Book, str, int, str, int, str]]) -> list[Written]:
    return [
        Written(book=book, subject=subject, seq=seq, by=by, at=moment(at), body=body)
        for book, subject, seq, by, at, body in rows
    ]
