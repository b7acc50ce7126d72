"""The notation of a cue, parsed.

Words match whole; `word*` takes any ending; `(a|b c)` is one of these; `[x]` may be absent, `[a|b]` too; `..` lets
up to three words stand between. Punctuation between the words is ignored. An Arabic word may carry the clitics
wa-, fa-, bi-, ka-, li- and the article without their being written in the cue.
"""

import re
from dataclasses import dataclass

from trainer.domain.values import Language
from trainer.language.folding import fold

_TOKEN = re.compile(r"\.\.|[()\[\]|]|[^\s()\[\]|]+")
_WORDS = re.compile(r"\w+")
BETWEEN = r"\W+"
GAP = r"(?:\w+\W+){0,3}?"


class CueError(ValueError):
    """A cue whose brackets do not match, or that says nothing."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, folded; `open_ended` takes any ending."""

    stem: str
    open_ended: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to three words that may be anything."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences; an optional one may be absent."""

    branches: tuple["Sequence", ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts that follow one another."""

    parts: tuple[Word | Gap | Choice, ...]


def parse(cue: str, language: Language) -> Sequence:
    """The parts of a cue; `CueError` when it is malformed."""
    parsed = _Parser(cue, language).parse()
    if not any(needed(part) for part in parsed.parts):
        raise CueError(f"{cue!r} would match nothing at all")
    return parsed


def literal(text: str) -> str:
    """The cue that stands for a text as it is: a name may hold brackets or dots, which mean nothing in it."""
    words = (re.sub(r"[^\w'’]|_", "", word) for word in re.split(r"[\s\-/()\[\]|.]+", text))
    return " ".join(word for word in words if any(letter.isalnum() for letter in word))


def needed(part: Word | Gap | Choice) -> bool:
    """Whether a part must be there for the cue to match."""
    return isinstance(part, Word) or (isinstance(part, Choice) and not part.optional)


class _Parser:
    """Recursive descent over the tokens of one cue."""

    def __init__(self, cue: str, language: Language) -> None:
        self._tokens = _TOKEN.findall(cue.replace("..", " .. "))
        self._language = language
        self._cue = cue
        self._next = 0

    def parse(self) -> Sequence:
        branches = self._branches(closing=None)
        return branches[0] if len(branches) == 1 else Sequence((Choice(branches, optional=False),))

    def _peek(self) -> str | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _branches(self, closing: str | None) -> tuple[Sequence, ...]:
        branches = [self._sequence()]
        while self._peek() == "|":
            self._next += 1
            branches.append(self._sequence())
        if self._peek() != closing:
            raise CueError(f"{self._cue!r} has brackets that do not match")
        self._next += 1
        if not all(branch.parts for branch in branches):
            raise CueError(f"{self._cue!r} has an empty choice")
        return tuple(branches)

    def _sequence(self) -> Sequence:
        parts: list[Word | Gap | Choice] = []
        while (mark := self._peek()) not in (None, "|", ")", "]"):
            self._next += 1
            parts.extend(self._part(mark or ""))
        return Sequence(tuple(parts))

    def _part(self, mark: str) -> list[Word | Gap | Choice]:
        match mark:
            case "..":
                return [Gap()]
            case "(":
                return [Choice(self._branches(")"), optional=False)]
            case "[":
                return [Choice(self._branches("]"), optional=True)]
        return list(self._words(mark))

    def _words(self, mark: str) -> list[Word]:
        open_ended = mark.endswith("*")
        stems = _WORDS.findall(fold(mark.removesuffix("*"), self._language).text)
        if not stems:
            raise CueError(f"{self._cue!r} has a word without letters: {mark!r}")
        plain = [_without_article(stem) if self._language == "ar" else stem for stem in stems]
        return [Word(stem, open_ended and index == len(plain) - 1) for index, stem in enumerate(plain)]


def _without_article(stem: str) -> str:
    # Short words (الان, الله) keep it: what would be left is another word.
    return stem[2:] if stem.startswith("ال") and len(stem) >= 5 else stem
