"""How soon a spoken turn is answered: `python -m bench.voice [--calls 50] [--ears MS] [--turns N] [--json]`.

A real server on loopback, and clients that do what the page does: 20 ms of sound every 20 ms, speech made by espeak-ng,
and silence after it. Counted from the last sample of speech to the first sample of the customer's answer, over the
socket; what the browser adds on both sides is not in it. The recogniser is a script that takes `--ears` ms and knows
each call by how loud it is, so that one call's words in another's record would be seen.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.voice_clients import Measured, talk_all
from bench.voice_server import Served, served, spoken
from trainer.domain.speech import PATIENCE


def main() -> None:
    """Measure one call and many, and print both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=50, help="calls at once (50)")
    parser.add_argument("--ears", type=float, default=0.0, help="milliseconds that recognition takes (0)")
    parser.add_argument("--turns", type=int, default=4, help="turns of each call (4)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = measured(Path(folder), arguments.calls, arguments.ears / 1000, arguments.turns)
    print(json.dumps(report) if arguments.json else "\n".join(page(report)))


def measured(folder: Path, many: int, ears: float, turns: int) -> dict[str, dict[str, float]]:
    """The figures of one call, and of many at once, on the same server."""
    with served(folder, many, ears) as server:
        before = _memory()
        alone = _figures(server, 1, turns)
        crowd = _figures(server, many, turns)
        crowd["memory_mib_a_call"] = (_memory() - before) / many
    return {"one call": alone, f"{many} calls": crowd}


def _figures(server: Served, many: int, turns: int) -> dict[str, float]:
    callers = server.callers()[:many]
    calls = {caller.number: server.rung(caller.number) for caller in callers}
    server.watch.figures()
    began = time.process_time(), time.monotonic()
    talks = talk_all(server.address, callers, spoken(server.speech), turns)
    busy = (time.process_time() - began[0]) / (time.monotonic() - began[1])
    foreign = sum(server.foreign(*one) for one in calls.items())
    return _summed(talks) | server.watch.figures() | {"server_cores": busy, "words_of_another_call": foreign}


def _summed(calls: list[Measured]) -> dict[str, float]:
    wait = PATIENCE["angry"].silence / 1000
    answers = [one for call in calls for one in call.answers]
    silences = [one for call in calls for one in call.silences]
    return {
        "answers": len(answers),
        "first_sound_p50_ms": 1000 * statistics.median(answers),
        "first_sound_p95_ms": 1000 * float(np.percentile(answers, 95)),
        "beyond_silence_p50_ms": 1000 * (statistics.median(answers) - wait),
        "beyond_silence_p95_ms": 1000 * (float(np.percentile(answers, 95)) - wait),
        "cut_short_p50_ms": 1000 * statistics.median(silences),
        "cut_short_p95_ms": 1000 * float(np.percentile(silences, 95)),
    }


def _memory() -> float:
    """MiB that the process of the server holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def page(report: dict[str, dict[str, float]]) -> Iterator[str]:
    """A column for one call and one for many."""
    names = list(report)
    yield f"{'':<28}" + "".join(f"{name:>14}" for name in names)
    for row in report[names[0]] | report[names[1]]:
        yield f"{row:<28}" + "".join(f"{report[name].get(row, float('nan')):>14.1f}" for name in names)


if __name__ == "__main__":
    main()
