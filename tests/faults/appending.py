"""A program that can be killed: for each file named on a line of its input, a child appends until it dies.

It prints `pid N`, then `call number` for each entry that the store has acknowledged, and `gone` when the
child is dead. Children are forked from it, so that each begins at once.
"""

import contextlib
import os
import sys
import threading
from pathlib import Path

from tests.builders import a_header, an_event
from trainer.errors import Conflict
from trainer.store.sqlite import SqliteStore

CALLS = ("call-0", "call-1", "call-2", "call-3")


def _tell(line: str) -> None:
    # One write, so that a line is whole and in the pipe before the next entry is begun.
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def _append_for_ever(store: SqliteStore, call: str) -> None:
    with contextlib.suppress(Conflict):
        store.begin(a_header(call))
    number = len(store.call(call).entries)
    while True:
        store.append(call, number, (an_event("silence", detail=str(number + 1)),))
        number += 1
        _tell(f"{call} {number}")


def _live(path: Path) -> None:
    _tell(f"pid {os.getpid()}")
    store = SqliteStore(path)
    threads = [threading.Thread(target=_append_for_ever, args=(store, call)) for call in CALLS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                _live(Path(line.rstrip("\n")))
            finally:
                os._exit(1)
        os.waitpid(child, 0)
        _tell("gone")


if __name__ == "__main__":
    _main()
