"""What we add to a model's first sentence: `python -m bench.wording [--turns N] [--json]`.

An endpoint in a process of its own streams two sentences at the pace of a model, to agents who think before they speak.
Measured is the time from the end of its first sentence on the wire to the moment at which that sentence, looked at by
the guard, is shown, at 1 and at 50 calls at once.
"""

import argparse
import json
import multiprocessing
import random
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median, quantiles

from bench.endpoint import Endpoint
from bench.faults import AGENT, TRAINEE
from bench.only_wording import OnlyWording
from trainer.bootstrap import LazyPacks, Services
from trainer.content.catalogue import YamlCatalogue
from trainer.llm.breaker import Breaker
from trainer.llm.clients import openai_model
from trainer.llm.running import Loop
from trainer.llm.voice import ModelVoice
from trainer.store.memory import MemoryStore
from trainer.system import RandomIds, SystemClock

ROOT = Path(__file__).parent.parent
SENTENCE = "Nobody has done a thing about the {word} matter."
AT_ONCE = (1, 50)
WANTED = 15.0
"""Milliseconds at the median."""
PACE = 0.02
"""Seconds a token: 50 tokens a second."""
THINKING = (1.0, 3.0)
"""Seconds between the customer's last word and the agent's turn; people take longer."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=200, help="turns at each number of calls (200)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    report = {str(calls): added(calls, arguments.turns) for calls in AT_ONCE}
    if arguments.json:
        print(json.dumps(report))
    else:
        for calls, row in report.items():
            figures = ", ".join(f"{name} {value:.1f}" for name, value in row.items())
            print(f"{calls:>3} calls at once: {figures} (ms; wanted {WANTED:.0f} at the median)")


def added(calls: int, turns: int) -> dict[str, float]:
    """Milliseconds between a first sentence on the wire and on the screen."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,))
    process.start()
    shown = _played(calls, turns, ours.recv())
    ours.send("stop")
    sent: Mapping[str, float] = ours.recv()
    process.join()
    waits = [1000 * (at - sent[word]) for word, at in shown.items() if word in sent]
    return {"n": len(waits), "median": median(waits), "p95": quantiles(waits, n=20)[-1]}


def _serve(pipe: Connection) -> None:
    """The endpoint, until it is told to stop; then when it had sent each first sentence."""
    numbers = count()
    with Endpoint(lambda _: _says(next(numbers)), pace=PACE) as endpoint:
        pipe.send(endpoint.url)
        pipe.recv()
        pipe.send(dict(endpoint.first_sentences))


def _says(number: int) -> str:
    return f"{SENTENCE.format(word=_word(number))} I have had enough of waiting."


def _word(number: int) -> str:
    return "x" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:05d}")


def _played(calls: int, turns: int, url: str) -> dict[str, float]:
    """When each first sentence was shown, by its word."""
    shown: dict[str, float] = {}
    lock = threading.Lock()

    def show(sentence: str) -> None:
        with lock:
            if sentence.endswith("matter."):
                shown[sentence.split()[-2]] = time.perf_counter()

    services = _services(url)

    def call(_: int) -> None:
        playing = services.calls.answer(TRAINEE, services.calls.ring(TRAINEE, "en/angry", "en/billed-twice").id)
        for number in range(4):
            if not playing.ended:
                time.sleep(random.uniform(*THINKING) if calls > 1 else 0)
                playing = services.calls.say(TRAINEE, playing.id, AGENT[number], show)

    call(0)
    with ThreadPoolExecutor(calls) as pool:
        list(pool.map(call, range(max(calls, turns // 4))))
    return shown


def _services(url: str) -> Services:
    catalogue = YamlCatalogue(ROOT)
    model, loop, breaker = openai_model("loopback", url), Loop(), Breaker()
    return Services(
        catalogue,
        MemoryStore(),
        SystemClock(),
        RandomIds(),
        LazyPacks(catalogue),
        OnlyWording(lambda authored, guard: ModelVoice(model, authored, guard, loop, breaker, first_within=20.0)),
    )


if __name__ == "__main__":
    main()
