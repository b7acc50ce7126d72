"""What cues can say: phrases drawn from their notation, so that the weights know the words which the cues know."""

import random
from collections.abc import Iterable, Iterator

from trainer.domain.codebook import Code
from trainer.domain.scenario import Scenario
from trainer.domain.values import Language
from trainer.language.cue import Choice, Sequence, Word, parse
from trainer.language.pack import LanguagePack

PER_CODE = 150
"""Phrases that are drawn for a code."""


def phrases_of(pack: LanguagePack, scenarios: Iterable[Scenario]) -> Iterator[tuple[Code, tuple[str, ...]]]:
    """Phrases of every code's cues, and of what scenarios hear as a remedy or as a question; the seed is fixed."""
    rng = random.Random(2026)
    cues = {code: list(written) for code, written in pack.cues.codes.items()}
    for scenario in scenarios:
        cues.setdefault(Code.OFFERS, []).extend(cue for one in scenario.remedies if one.allowed for cue in one.said_by)
        cues.setdefault(Code.ASKS, []).extend(cue for one in scenario.facts for cue in one.asked_by)
    for code, written in cues.items():
        for phrase in dict.fromkeys(_drawn(written, pack.language, rng)):
            yield code, phrase


def _drawn(cues: list[str], language: Language, rng: random.Random) -> Iterator[tuple[str, ...]]:
    for cue in cues:
        for _ in range(max(1, PER_CODE // len(cues))):
            yield tuple(_words(parse(cue, language), rng))


def _words(sequence: Sequence, rng: random.Random) -> Iterator[str]:
    for part in sequence.parts:
        if isinstance(part, Word):
            yield part.stem
        elif isinstance(part, Choice) and not (part.optional and rng.random() < 0.5):
            yield from _words(rng.choice(part.branches), rng)
