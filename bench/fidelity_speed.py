"""How long the engine takes for one turn: read, advance, choose, word, guard; on one core, in one process."""

import time
from statistics import median

from bench.fidelity_calls import agents, services
from trainer.domain.call import Call
from trainer.domain.values import LANGUAGES, Language
from trainer.embedded.voice import EmbeddedVoice
from trainer.services.rehearsal import Rehearsal
from trainer.services.reply import Cast

CALLS = 24
"""Calls a language that are played; the turns of the second half are counted, once everything is warm."""


class _Timed(Rehearsal):
    """A rehearsal that notes the seconds of each turn."""

    taken: list[float]

    def take(self, cast: Cast, call: Call, words: str) -> Call:
        """The call after the agent's words and the customer's reply."""
        before = time.perf_counter()
        after = super().take(cast, call, words)
        self.taken.append(time.perf_counter() - before)
        return after


def median_ms() -> float:
    """Milliseconds a turn at the median, in the slowest language."""
    return max(_median(language) for language in LANGUAGES)


def _median(language: Language) -> float:
    all_ = services()
    rehearsal = _Timed(all_.catalogue, all_.reader, EmbeddedVoice(all_.packs), all_.guard)
    rehearsal.taken = []
    for seed in range(CALLS):
        rehearsal.play(agents(language, None)["decent"], f"{language}/angry", f"{language}/billed-twice", seed)
    return median(rehearsal.taken[len(rehearsal.taken) // 2 :]) * 1000
