"""Opening the database file: private, durable, and the same way for every connection."""

import contextlib
import os
import sqlite3
import time
from pathlib import Path

from sqlite_utils import Database

PATIENCE = 10.0
"""Seconds that a connection waits for the locks of another one."""

_RETRY = 0.01
_OWNER_ONLY = 0o600
_EVERYONE_ELSE = 0o077


def create(path: Path) -> None:
    """Make the file, and the folders above it, if they are missing; nobody but the owner may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Only a file that is new is opened here: closing any descriptor of a database drops the locks that
    # SQLite holds on it in this process.
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, _OWNER_ONLY))
    if path.is_file() and path.stat().st_mode & _EVERYONE_ELSE:
        path.chmod(_OWNER_ONLY)


def connect(path: Path) -> Database:
    """A connection whose commits survive a power cut; transactions begin only where they are begun."""
    raw = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        db = Database(raw, execute_plugins=False)
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        raw.close()
        raise
    return db


def use_wal(db: Database) -> None:
    """Let readers and the writer work at the same time; the file remembers it."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return db.enable_wal()
        except sqlite3.OperationalError as error:
            # SQLite does not wait for locks while it changes the mode, so several starts at once collide.
            if not _is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY)


def _is_busy(error: sqlite3.Error) -> bool:
    # The low byte is the kind of error, the rest of the code a variety of it.
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
