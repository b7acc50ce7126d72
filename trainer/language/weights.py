"""Small linear models over the words and letters of a text, kept as plain numbers in a file.

A text is cut into words; a word gives itself, its letter groups and the pair that it makes with the word before it.
The score of a label is `bias + sum(weights of what was found) / sqrt(number of all that was cut out) + extras`, so
that a word's part can be kept once it is known, and a long text weighs no more than a short one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import sqrt
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from trainer.domain.values import Frozen, Language

START, END = "^", "$"
_TOKEN = re.compile(r"\w+|[?؟!]")
_LONGEST_WORD = 40
"""Letters of a word that are looked at; real words end before."""
_KEPT = 20_000
"""Words whose part is kept; a process that has seen more starts afresh."""

Flat = tuple[int, ...]


class Grams(Frozen):
    """What is cut out of a text: letter groups of these lengths (none when 0), pairs of words, question marks."""

    shortest: Annotated[int, Field(ge=0, le=6)]
    longest: Annotated[int, Field(ge=0, le=6)]
    pairs: bool = True
    marks: bool = True


class Token(NamedTuple):
    """A word or a mark, and its place in the folded text."""

    text: str
    start: int
    end: int


def tokens(folded_text: str, offset: int = 0) -> list[Token]:
    """The words and marks of a piece of folded text that begins at the offset, in order."""
    return [
        Token("?" if match.group() == "؟" else match.group(), offset + match.start(), offset + match.end())
        for match in _TOKEN.finditer(folded_text)
    ]


def grams_of(word: str, grams: Grams) -> Iterator[str]:
    """The word, bounded, and its letter groups, each as often as it stands there; an edge gives nothing."""
    if word in (START, END) or (word in "?!" and not grams.marks):
        return
    bounded = f"_{word[:_LONGEST_WORD]}_"
    yield bounded
    if grams.longest:
        for length in range(grams.shortest, grams.longest + 1):
            for start in range(len(bounded) - length + 1):
                yield bounded[start : start + length]


def grams_in(words: Sequence[str], grams: Grams) -> Iterator[str]:
    """All that a text of these words is cut into; a word that comes again gives nothing more."""
    for word in dict.fromkeys(words):
        yield from grams_of(word, grams)
    if grams.pairs:
        yield from pairs(words)


def pairs(words: Sequence[str]) -> Iterator[str]:
    """Each word with the one before it."""
    return (f"{first} {second}" for first, second in pairwise(words))


class Weights(Frozen):
    """A model as stored. `features` maps what is cut out to `label, weight, label, weight...`, in hundredths."""

    kind: Literal["weights"]
    language: Language
    measures: str
    grams: Grams
    labels: tuple[str, ...]
    bias: tuple[float, ...]
    extras: Mapping[str, Flat] = {}
    features: Mapping[str, Flat]


class Scale:
    """Weighs texts by a model; keeps what it has learned about words."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._words: dict[str, tuple[int, Flat]] = {}

    def scores(self, words: Sequence[str], extras: Iterable[str] = ()) -> list[float]:
        """One score a label, above 0 where the label holds; `words` begin and end with START and END at the edges."""
        totals, cut = [0] * len(self._weights.labels), 0
        for word in dict.fromkeys(words):
            count, part = self._word(word)
            cut += count
            if part:
                totals = [total + weight for total, weight in zip(totals, part, strict=True)]
        if self._weights.grams.pairs:
            for pair in pairs(words):
                cut += 1
                if found := self._weights.features.get(pair):
                    _add(found, totals)
        spread = sqrt(max(1, cut))
        own = [0] * len(totals)
        for extra in extras:
            _add(self._weights.extras.get(extra, ()), own)
        return [
            bias + total / spread / 100 + more / 100
            for bias, total, more in zip(self._weights.bias, totals, own, strict=True)
        ]

    def _word(self, word: str) -> tuple[int, Flat]:
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= _KEPT:
                self._words.clear()
            known = self._words[word] = self._weigh(word)
        return known

    def _weigh(self, word: str) -> tuple[int, Flat]:
        found = list(grams_of(word, self._weights.grams))
        totals = [0] * len(self._weights.labels)
        for gram in found:
            _add(self._weights.features.get(gram, ()), totals)
        return len(found), tuple(totals) if any(totals) else ()


def _add(flat: Flat, totals: list[int]) -> None:
    for label, weight in zip(flat[::2], flat[1::2], strict=True):
        totals[label] += weight
