"""A program: for each file it is given, several processes open the store at the same moment."""

import multiprocessing
import sys
from multiprocessing.synchronize import Barrier
from pathlib import Path

from trainer.store.sqlite import SqliteStore

PROCESSES = 8


def _start(path: Path, together: Barrier) -> None:
    together.wait(timeout=10)
    SqliteStore(path).close()


def _starts_that_failed(path: Path) -> int:
    forks = multiprocessing.get_context("fork")
    together = forks.Barrier(PROCESSES)
    starts = [forks.Process(target=_start, args=(path, together)) for _ in range(PROCESSES)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    return sum(start.exitcode != 0 for start in starts)


if __name__ == "__main__":
    sys.exit(sum(_starts_that_failed(Path(path)) for path in sys.argv[1:]))
