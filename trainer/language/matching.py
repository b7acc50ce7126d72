"""The search for cues in folded text: a cue is tried only where a word stands that it can begin with."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from trainer.domain.text import Folded
from trainer.domain.values import Language
from trainer.language.clitics import bare_forms, before
from trainer.language.cue import BETWEEN, GAP, Choice, CueError, Gap, Sequence, Word, needed, parse

Label = TypeVar("Label", bound=Hashable)
_TOKEN = re.compile(r"\w+")
LONGEST_STEM = 24
"""Letters of a word that are looked at when a cue with an open ending is sought."""
_KEPT = 20_000
"""Words whose candidates an index keeps; it starts afresh when a call has brought more."""


@lru_cache(maxsize=32_768)
def _source(cue: str, language: Language) -> str:
    return rf"{_written(parse(cue, language), language)}(?!\w)"


@lru_cache(maxsize=16_384)
def _any_of(cues: tuple[str, ...], language: Language) -> re.Pattern[str]:
    """Whether any of these cues stands here; which one is the longest must be asked of each."""
    return re.compile("|".join(_source(cue, language) for cue in cues))


@lru_cache(maxsize=32_768)
def expression(cue: str, language: Language) -> re.Pattern[str]:
    """The regular expression of one cue, to be matched where a word begins; `CueError` when it is malformed."""
    return re.compile(_source(cue, language))


def faults_in(cues: Iterable[str], language: Language) -> list[tuple[int, str]]:
    """The malformed ones among these cues: position and what is wrong."""
    faults = []
    for index, cue in enumerate(cues):
        try:
            parse(cue, language)
        except CueError as error:
            faults.append((index, str(error)))
    return faults


@dataclass(frozen=True, slots=True)
class Found(Generic[Label]):
    """Where a cue stands in the folded text, and under which label it was looked for."""

    label: Label
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidates(Generic[Label]):
    """The cues of a label that a word can begin; each is compiled only where one of them stands."""

    label: Label
    any: re.Pattern[str]
    cues: tuple[str, ...]


class CueIndex(Generic[Label]):
    """Cues under labels, by the words that they can begin with."""

    def __init__(self, cues: Iterable[tuple[Label, str]], language: Language) -> None:
        self._language = language
        self._whole: dict[str, list[tuple[Label, str]]] = defaultdict(list)
        self._stems: dict[str, list[tuple[Label, str]]] = defaultdict(list)
        self._known: dict[str, list[Candidates[Label]]] = {}
        for label, cue in dict.fromkeys(cues):
            for word in dict.fromkeys(_first_words(parse(cue, language).parts)):
                (self._stems if word.open_ended else self._whole)[word.stem].append((label, cue))

    def find(self, folded: Folded) -> Iterator[Found[Label]]:
        """Every label's longest matches from left to right; those of one label do not overlap."""
        ends: dict[Label, int] = {}
        for token in _TOKEN.finditer(folded.text):
            best: dict[Label, int] = {}
            for one in self._candidates(token.group()):
                if token.start() >= ends.get(one.label, 0) and one.any.match(folded.text, token.start()):
                    best[one.label] = self._longest(one.cues, folded.text, token.start())
            for label, end in best.items():
                ends[label] = end
                yield Found(label, token.start(), end)

    def _candidates(self, token: str) -> list[Candidates[Label]]:
        known = self._known.get(token)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            by_label: dict[Label, list[str]] = defaultdict(list)
            for label, cue in self._beginning_with(token):
                by_label[label].append(cue)
            known = self._known[token] = [self._together(label, cues) for label, cues in by_label.items()]
        return known

    def _together(self, label: Label, cues: list[str]) -> Candidates[Label]:
        return Candidates(label, _any_of(tuple(cues), self._language), tuple(cues))

    def _longest(self, cues: tuple[str, ...], text: str, start: int) -> int:
        matches = (expression(cue, self._language).match(text, start) for cue in cues)
        return max(match.end() for match in matches if match)

    def _beginning_with(self, token: str) -> Iterator[tuple[Label, str]]:
        for form in bare_forms(token, self._language):
            yield from self._whole.get(form, ())
            for length in range(1, min(len(form), LONGEST_STEM) + 1):
                yield from self._stems.get(form[:length], ())


@lru_cache(maxsize=512)
def index_of(cues: tuple[str, ...], language: Language) -> CueIndex[str]:
    """An index of cues that need no label."""
    return CueIndex((("", cue) for cue in cues), language)


def _first_words(parts: tuple[Word | Gap | Choice, ...]) -> Iterator[Word]:
    for part in parts:
        match part:
            case Word():
                yield part
                return
            case Choice(branches=branches, optional=optional):
                for branch in branches:
                    yield from _first_words(branch.parts)
                if not optional:
                    return
            case Gap():
                continue


def _written(sequence: Sequence, language: Language) -> str:
    pattern = ""
    started = False
    for index, part in enumerate(sequence.parts):
        more = any(needed(later) for later in sequence.parts[index + 1 :])
        match part:
            case Gap():
                pattern += GAP if started and more else ""
            case Choice(optional=True) if more:
                pattern += f"(?:{_one_of(part, language)}{BETWEEN})?"
            case Choice(optional=True):
                # The separator before it has been written already when a word follows.
                pattern += f"(?:{BETWEEN}{_one_of(part, language)})?"
            case _:
                written = _one_of(part, language) if isinstance(part, Choice) else _word(part, language)
                pattern += written + (BETWEEN if more else "")
                started = True
    return pattern


def _one_of(choice: Choice, language: Language) -> str:
    return f"(?:{'|'.join(_written(branch, language) for branch in choice.branches)})"


def _word(word: Word, language: Language) -> str:
    return before(word.stem, language) + re.escape(word.stem) + (r"\w*" if word.open_ended else "")
