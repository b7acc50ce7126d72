"""Whatever a store has acknowledged is there after its process was killed."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.appending import CALLS
from trainer.errors import NotFound
from trainer.store.sqlite import SqliteStore

FILES = 5
KILLS_PER_FILE = 10

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


class Victim:
    """The appending program, and what it has acknowledged."""

    def __init__(self, root: Path) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.appending"],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def append_until_killed(self, path: Path, acknowledgements: int, moments: float) -> dict[str, int]:
        """The last number acknowledged for each call; the kill comes some moments after so many of them."""
        assert self._program.stdin
        self._program.stdin.write(f"{path}\n")
        pid = int(self._line().removeprefix("pid "))
        before = [self._line() for _ in range(acknowledgements)]
        time.sleep(moments)
        os.kill(pid, signal.SIGKILL)
        return dict(map(_acknowledged, [*before, *iter(self._line, "gone")]))

    def end(self) -> None:
        """End the program itself."""
        assert self._program.stdin
        assert self._program.stdout
        self._program.stdin.close()
        self._program.wait(timeout=10)
        self._program.stdout.close()

    def _line(self) -> str:
        assert self._program.stdout
        line = self._program.stdout.readline()
        assert line, "the appending program itself has ended"
        return line.rstrip("\n")


@pytest.fixture(scope="module")
def victim(root: Path) -> Iterator[Victim]:
    started = Victim(root)
    yield started
    started.end()


def _acknowledged(line: str) -> tuple[str, int]:
    call, number = line.split()
    return call, int(number)


def _recorded(path: Path) -> dict[str, list[int]]:
    """The numbers in each call, read by a store that starts on what the killed one left."""
    store = SqliteStore(path)
    found: dict[str, list[int]] = {}
    for call in CALLS:
        try:
            found[call] = [int(event.detail) for event in store.call(call).events]
        except NotFound:
            found[call] = []
    store.close()
    return found


@pytest.mark.parametrize("seed", range(FILES))
def test_every_acknowledged_entry_survives_a_kill(victim: Victim, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    path = tmp_path / "record.db"
    for _ in range(KILLS_PER_FILE):
        acknowledgements = rng.choice((0, rng.randint(1, 30), rng.randint(1, 300), rng.randint(1, 300)))
        acknowledged = victim.append_until_killed(path, acknowledgements, rng.uniform(0, 0.02))
        recorded = _recorded(path)
        assert all(recorded[call][number - 1] == number for call, number in acknowledged.items())
        assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in recorded.values())
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    raw.close()
