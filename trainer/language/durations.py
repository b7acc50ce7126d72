"""Lengths of time in what is said, so that one answer can be held against another."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from pydantic import PositiveFloat

from trainer.domain.values import Frozen, Language, Words
from trainer.language.clitics import bare_forms
from trainer.language.folding import fold

_WORD = re.compile(r"\w+")
NEAR = 3
"""Words up to which a count may stand before its unit: "three full working days"."""


class Durations(Frozen):
    """How a language tells lengths of time: counts, the hours of a unit, and of a word that counts by itself."""

    counts: Mapping[Words, PositiveFloat]
    units: Mapping[Words, PositiveFloat]
    spans: Mapping[Words, PositiveFloat] = {}


class TimeWords:
    """The durations of one language, ready to be sought in folded text."""

    def __init__(self, durations: Durations, language: Language) -> None:
        self._durations = durations
        self._language = language

    def hours_in(self, folded: str) -> frozenset[float]:
        """Every length of time in the text, in hours; a unit without a count tells none."""
        return frozenset(self._lengths(_WORD.findall(folded)))

    def _lengths(self, words: list[str]) -> Iterator[float]:
        for at, word in enumerate(words):
            if span := self._known(self._spans, word):
                yield span
            elif unit := self._known(self._units, word):
                before = reversed(words[max(0, at - NEAR) : at])
                count = next((count for one in before if (count := self._count(one))), None)
                if count:
                    yield count * unit

    def _count(self, word: str) -> float | None:
        return float(word) if word.isdecimal() and word != "0" else self._known(self._counts, word)

    def _known(self, table: Mapping[str, float], word: str) -> float | None:
        return next((table[form] for form in bare_forms(word, self._language) if form in table), None)

    @cached_property
    def _counts(self) -> dict[str, float]:
        return self._folded(self._durations.counts)

    @cached_property
    def _units(self) -> dict[str, float]:
        return self._folded(self._durations.units)

    @cached_property
    def _spans(self) -> dict[str, float]:
        return self._folded(self._durations.spans)

    def _folded(self, table: Mapping[str, float]) -> dict[str, float]:
        return {fold(word, self._language).text: value for word, value in table.items()}
