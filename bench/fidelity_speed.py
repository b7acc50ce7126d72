"""How long the engine takes for one turn: read, advance, choose, word, guard; on one core, in one process."""

import time
from statistics import median

from bench.fidelity_calls import agents, services
from trainer.domain.values import LANGUAGES

CALLS = 12
"""Calls a language that are timed, after as many that warm up."""


def median_ms() -> float:
    """Milliseconds a turn at the median, in the slowest language."""
    return max(_median(language) for language in LANGUAGES)


def _median(language: str) -> float:
    agent = agents(language, None)["decent"]  # type: ignore[arg-type]
    rehearsal, taken = services().rehearsal, []
    plain = rehearsal.take

    def timed(*given):  # type: ignore[no-untyped-def]
        before = time.perf_counter()
        call = plain(*given)
        taken.append(time.perf_counter() - before)
        return call

    rehearsal.take = timed  # type: ignore[method-assign]
    try:
        for seed in range(2 * CALLS):
            rehearsal.play(agent, f"{language}/angry", f"{language}/billed-twice", seed)
    finally:
        rehearsal.take = plain  # type: ignore[method-assign]
    return median(taken[len(taken) // 2 :]) * 1000
