"""What a faulty endpoint costs: `python -m bench.faults [--calls N] [--turns N] [--share S] [--json]`.

Plays calls side by side over a real record, against an endpoint on loopback that fails as often as told, in every way
there is. Prints the table of faults and outcomes, and what must be nought.
"""

import argparse
import json
import random
import re
import tempfile
import threading
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.endpoint import FAULTS, Endpoint, Fault, Request
from bench.only_wording import OnlyWording
from trainer import bootstrap
from trainer.content.catalogue import YamlCatalogue
from trainer.domain.call import Turn
from trainer.domain.people import Person, Role
from trainer.llm.breaker import Breaker
from trainer.llm.clients import openai_model
from trainer.llm.running import Loop
from trainer.llm.voice import ModelVoice
from trainer.store.sqlite import SqliteStore
from trainer.system import RandomIds, SystemClock

ROOT = Path(__file__).parent.parent
TRAINEE = Person(name="bench", role=Role.TRAINEE)
SAYS = "Nobody has done a thing about the {word} matter. I have had enough of waiting for the {word} people."
WHOLE = re.compile(
    r"(Nobody has done a thing about the (\w+) matter\.)( I have had enough of waiting for the \2 people\.( \1)?)?"
)
AGENT = ("Good morning, how can I help?", "I see.", "One moment, please.", "Let me have a look.")
AT_ONCE = 24
FIRST_WITHIN = 0.5
"""Seconds; shorter than in service, so that slow faults do not make the bench slow."""


def main() -> None:
    """Play, count, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=1_000, help="calls (1,000)")
    parser.add_argument("--turns", type=int, default=8, help="turns of the agent in each (8)")
    parser.add_argument("--share", type=float, default=0.3, help="the share of requests that fail (0.3)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    report = suffered(arguments.calls, arguments.turns, arguments.share)
    print(json.dumps(report) if arguments.json else page(report))


class _Failing:
    """Chooses a fault for each request and remembers it under the customer's number of the turn."""

    def __init__(self, share: float) -> None:
        self._share = share
        self._rng = random.Random(7)
        self._lock = threading.Lock()
        self.chosen: Counter[str] = Counter()

    def __call__(self, _: Request) -> Fault:
        with self._lock:
            fails = self._rng.random() < self._share
            fault: Fault = self._rng.choice(FAULTS[1:]) if fails else "none"
            self.chosen[fault] += 1
            return fault


def suffered(calls: int, turns: int, share: float) -> dict[str, object]:
    """The outcome of every fault and the counts of what must not happen."""
    failing = _Failing(share)
    with (
        tempfile.TemporaryDirectory() as folder,
        Endpoint(lambda _: SAYS.format(word=_word(failing.chosen.total())), failing, retry_after=0.1) as endpoint,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        store = SqliteStore(Path(folder) / "first_ring.db")
        services = _services(store, endpoint.url)
        raised = sum(pool.map(lambda _: _play(services, turns), range(calls)))
        found = services.store.calls_of()
        store.close()
    said = [turn for call in found for turn in call.turns if turn.speaker == "customer"]
    asked = sum(turn.speaker == "agent" for call in found for turn in call.turns)
    return {
        "calls": len(found),
        "calls_lost": calls - len(found),
        "turns_without_reply": asked - len(said),
        "exceptions": raised,
        "half_sentences": sum(_half(turn) for turn in said),
        "requests": dict(failing.chosen),
        "outcomes": dict(Counter(_outcome(turn) for turn in said)),
    }


def _services(store: SqliteStore, url: str) -> bootstrap.Services:
    catalogue = YamlCatalogue(ROOT)
    model, loop = openai_model("loopback", url), Loop()
    # The breaker would keep the faults away from most turns; it has tests of its own.
    breaker = Breaker(most=10**9)
    return bootstrap.Services(
        catalogue,
        store,
        SystemClock(),
        RandomIds(),
        bootstrap.LazyPacks(catalogue),
        OnlyWording(lambda authored, guard: ModelVoice(model, authored, guard, loop, breaker, FIRST_WITHIN)),
    )


def _play(services: bootstrap.Services, turns: int) -> int:
    """One call; how often it raised what no person should see."""
    try:
        call = services.calls.answer(TRAINEE, services.calls.ring(TRAINEE, "en/angry", "en/billed-twice").id)
        for number in range(turns):
            if call.ended:
                break
            call = services.calls.say(TRAINEE, call.id, AGENT[number % len(AGENT)])
    except Exception:
        return 1
    return 0


def _half(turn: Turn) -> bool:
    """Whether words of the model are kept that are not whole sentences of it."""
    return turn.worded_by != "embedded" and not WHOLE.fullmatch(turn.text)


def _word(number: int) -> str:
    """The number in letters, so that no two turns are alike and no figure is invented."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _outcome(turn: Turn) -> str:
    who = "authored line" if turn.worded_by == "embedded" else "model"
    return f"{who}, {turn.instead}" if turn.instead else who


def page(report: Mapping[str, object]) -> str:
    """The counts, then the tables."""
    lines = [f"{name:<24}{value:>8}" for name, value in report.items() if not isinstance(value, Mapping)]
    for name in ("requests", "outcomes"):
        rows = report[name]
        if isinstance(rows, Mapping):
            lines += ["", name, *(f"  {key:<40}{count:>8}" for key, count in sorted(rows.items(), key=lambda x: -x[1]))]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
