"""Grading a large record again: `python -m bench.regrading [--calls N] [--record FILE]`.

Fills a record with copies of rehearsed calls and their grades, grades all of them again through the command that the
office uses, kills that half-way and starts it once more. Prints the speed, the most memory that the command ever held,
and whether the report is whole: every call once, every grade the same.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from bench.fidelity_calls import Cell, agents, call_of, services
from trainer.domain.call import Call
from trainer.domain.scorecard import Scorecard
from trainer.domain.values import LANGUAGES
from trainer.services.calls import DEFAULT_RUBRIC
from trainer.store.sqlite import SqliteStore

ROOT = Path(__file__).parent.parent
TEMPERAMENTS = ("angry", "confused", "hesitant")
SITUATIONS = ("billed-twice", "faulty-appliance")
PRACTISED = ("excellent", "decent", "cold", "rude")


def main() -> None:
    """Fill, regrade, stop, go on, and say what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=100_000, help="calls in the record (100,000)")
    wanted = parser.parse_args().calls
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        fill(Path(folder) / "first_ring.db", wanted)
        print(f"{wanted} calls recorded in {time.perf_counter() - began:.0f} s")
        report = Path(folder) / "report.jsonl"
        first = regrade(Path(folder), report, stop_at=wanted // 2)
        second = regrade(Path(folder), report, stop_at=None)
        print(f"stopped after {first.rows} calls: {first.rows / first.seconds:.0f} calls/s, {first.mebibytes:.0f} MiB")
        left = wanted - first.rows
        print(f"went on with the other {left}: {left / second.seconds:.0f} calls/s, {second.mebibytes:.0f} MiB")
        print(verdict(report, wanted))


def fill(path: Path, wanted: int) -> None:
    """A record of so many graded calls; a handful of different ones, over and over."""
    store = SqliteStore(path)
    for number, (call, card) in enumerate(islice(cycle(list(_originals())), wanted)):
        copy = call.header.model_copy(update={"id": f"call-{number:06d}"})
        store.begin(copy)
        store.append(copy.id, 0, call.entries)
        store.keep(copy.id, card)
    store.close()


def _originals() -> Iterator[tuple[Call, Scorecard]]:
    for language in LANGUAGES:
        for temperament in TEMPERAMENTS:
            for situation in SITUATIONS:
                for name in PRACTISED:
                    cell = Cell(language, f"{language}/{temperament}", f"{language}/{situation}", name)
                    call = call_of(cell, agents(language, None)[name], seed=1)
                    grading = services().grading
                    yield call, grading.grade(DEFAULT_RUBRIC, grading.freeze(call))


class Run:
    """One run of the command: the rows it left, its seconds and the most memory it held."""

    def __init__(self, rows: int, seconds: float, mebibytes: float) -> None:
        self.rows = rows
        self.seconds = seconds
        self.mebibytes = mebibytes


def regrade(data: Path, report: Path, stop_at: int | None) -> Run:
    """Run the command to its end, or kill it once the report has so many lines."""
    environment = {**os.environ, "FIRST_RING_DATA": str(data)}
    command = [sys.executable, "-m", "trainer", "regrade", "--report", str(report)]
    began = time.perf_counter()
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    most = 0.0
    while running.poll() is None:
        most = max(most, _held(running.pid))
        if stop_at is not None and _lines(report) >= stop_at:
            running.kill()
        time.sleep(0.25)
    return Run(_lines(report), time.perf_counter() - began, most)


def _held(process: int) -> float:
    """The resident memory of a process, MiB."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0.0)


def _lines(report: Path) -> int:
    if not report.exists():
        return 0
    with report.open("rb") as file:
        return sum(1 for _ in file)


def verdict(report: Path, wanted: int) -> str:
    """Whether every call stands in the report once, with the same grade."""
    with report.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    calls = {row["call"] for row in rows}
    same = sum(row["same"] for row in rows)
    return f"{len(rows)} lines, {len(calls)} different calls of {wanted}, {same} with the same grade"


if __name__ == "__main__":
    main()
