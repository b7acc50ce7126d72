"""How soon a spoken turn is answered: `python -m bench.voice [--calls 50] [--turns 4] [--no-browser] [--json]`.

A real server on loopback. Over the socket: one call, and many at once, by clients that do what the page does (32 ms of
sound every 32 ms, speech made by espeak-ng, silence after it), counted from the last sample of speech to the first of
the answer. In Chromium with a fake microphone: from the last loud piece that leaves the page to the first sample that
plays; once with ears and model mocked at 0 ms, once with 150 and 250 ms and 500 ms of silence; beside it Gradio's own
microphone, counted from the click that stops the recording. The scripted ears know each call by how loud it is, so that
one call's words in another's record would be seen.
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

from bench.voice_browser import by_recording, in_browser
from bench.voice_clients import Measured, talk_all
from bench.voice_server import Served, served, spoken
from trainer.domain.speech import PATIENCE

Report = dict[str, dict[str, float]]


def main() -> None:
    """Measure one call and many, over the socket and in a browser, and print all of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=50, help="calls at once (50)")
    parser.add_argument("--turns", type=int, default=4, help="turns of each call (4)")
    parser.add_argument("--no-browser", action="store_true", help="over the socket only")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = over_the_socket(Path(folder), arguments.calls, arguments.turns)
        if not arguments.no_browser:
            report |= through_chromium(Path(folder), arguments.turns)
    print(json.dumps(report) if arguments.json else "\n".join(page(report)))


def over_the_socket(folder: Path, many: int, turns: int) -> Report:
    """The figures of one call, and of many at once, on the same server."""
    with served(folder / "many", many, ears=0.0) as server:
        before = _memory()
        alone = _figures(server, 1, turns)
        crowd = _figures(server, many, turns)
        crowd["memory_mib_a_call"] = (_memory() - before) / many
    return {"one call": alone, f"{many} calls": crowd}


def through_chromium(folder: Path, turns: int) -> Report:
    """The figures of one call in a browser, with mocks of 0 ms and of honest length, and of record-and-submit."""
    with served(folder / "mocked", 1, ears=0.0) as server:
        mocked = in_browser(server, folder, turns, PATIENCE["angry"].silence)
        recorded = by_recording(server, folder, turns)
    PATIENCE["angry"] = PATIENCE["angry"].model_copy(update={"silence": 500})
    with served(folder / "slow", 1, ears=0.15, wording=0.25) as server:
        slow = in_browser(server, folder, turns, 500)
    return {"browser, 0 ms": mocked, "browser, 150+250": slow, "gr.Audio": recorded}


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


def page(report: Report) -> Iterator[str]:
    """A column for each way."""
    names = list(report)
    yield f"{'':<24}" + "".join(f"{name:>18}" for name in names)
    for row in dict.fromkeys(row for column in report.values() for row in column):
        cells = (f"{report[name][row]:.1f}" if row in report[name] else "" for name in names)
        yield f"{row:<24}" + "".join(f"{cell:>18}" for cell in cells)


if __name__ == "__main__":
    main()
