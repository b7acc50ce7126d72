"""Cues: a small notation for phrases, and the search for them in folded text.

Words match whole; `word*` takes any ending; `(a|b c)` is one of these; `[x]` may be absent, `[a|b]` too; `..` lets
up to three words stand between. Punctuation between the words is ignored. An Arabic word may carry the clitics
wa-, fa-, bi-, ka-, li- and the article without their being written in the cue.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from trainer.domain.text import Folded
from trainer.domain.values import Language
from trainer.language.folding import fold

_TOKEN = re.compile(r"\.\.|[()\[\]|]|[^\s()\[\]|]+")
_GAP = r"(?:\w+\W+){0,3}?"
_BETWEEN = r"\W+"
_ARABIC_CLITICS = r"(?:[وف]?(?:[بك]?ال|لل|[بكل])?)"
_ARABIC_AND = r"[وف]?"
_NEVER = re.compile(r"(?!)")

Pattern = re.Pattern[str]


class CueError(ValueError):
    """A cue whose brackets do not match, or that says nothing."""


class _Parser:
    """Recursive descent over the tokens of one cue."""

    def __init__(self, cue: str, language: Language) -> None:
        self._tokens = _TOKEN.findall(cue.replace("..", " .. "))
        self._language = language
        self._cue = cue
        self._next = 0

    def parse(self) -> str:
        pattern = self._alternatives(closing=None)
        if re.fullmatch(pattern, ""):
            raise CueError(f"{self._cue!r} would match nothing at all")
        return pattern

    def _peek(self) -> str | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _alternatives(self, closing: str | None) -> str:
        branches = [self._sequence(closing)]
        while self._peek() == "|":
            self._next += 1
            branches.append(self._sequence(closing))
        if self._peek() != closing:
            raise CueError(f"{self._cue!r} has brackets that do not match")
        self._next += 1
        if not all(branches):
            raise CueError(f"{self._cue!r} has an empty choice")
        return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"

    def _sequence(self, closing: str | None) -> str:
        parts: list[tuple[str, str]] = []
        while (token := self._peek()) not in (None, closing, "|", ")", "]"):
            self._next += 1
            parts.append(self._part(token or ""))
        return _join(parts)

    def _part(self, mark: str) -> tuple[str, str]:
        if mark == "..":
            return ("gap", _GAP)
        if mark == "(":
            return ("word", f"(?:{self._alternatives(')')})")
        if mark == "[":
            return ("option", f"(?:{self._alternatives(']')})")
        return ("word", self._word(mark))

    def _word(self, token: str) -> str:
        stem, any_ending = (token[:-1], r"\w*") if token.endswith("*") else (token, "")
        words = re.findall(r"\w+", fold(stem, self._language).text)
        if not words:
            raise CueError(f"{self._cue!r} has a word without letters: {token!r}")
        if self._language == "ar":
            words = [_with_clitics(_without_article(word)) for word in words]
        return _BETWEEN.join(words) + any_ending


def _with_clitics(word: str) -> str:
    # Before two letters only "and" and "so": لكم is no question of كم.
    return (_ARABIC_CLITICS if len(word) > 2 else _ARABIC_AND) + word


def _without_article(word: str) -> str:
    # Short words (الان, الله) keep it: what would be left is another word.
    return word[2:] if word.startswith("ال") and len(word) >= 5 else word


def _join(parts: list[tuple[str, str]]) -> str:
    pattern = ""
    started = False
    for index, (kind, text) in enumerate(parts):
        more_words = any(later == "word" for later, _ in parts[index + 1 :])
        match kind:
            case "gap":
                pattern += text if started and more_words else ""
            case "option" if more_words and not started:
                pattern += f"(?:{text}{_BETWEEN})?"
            case "option":
                # The separator before it has been written already when a word follows.
                pattern += f"(?:{text}{_BETWEEN})?" if more_words else f"(?:{_BETWEEN}{text})?"
            case _:
                pattern += text + (_BETWEEN if more_words else "")
                started = True
    return pattern


@lru_cache(maxsize=4_096)
def expression(cue: str, language: Language) -> str:
    """The regular expression of one cue; `CueError` when it is malformed."""
    return _Parser(cue, language).parse()


@lru_cache(maxsize=4_096)
def compile_cues(cues: tuple[str, ...], language: Language) -> Pattern:
    """One pattern for all these cues, the longest first, so that the telling words are quoted whole."""
    if not cues:
        return _NEVER
    longest_first = sorted(cues, key=lambda cue: (-len(cue), cue))
    choices = "|".join(expression(cue, language) for cue in longest_first)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)")


def find(pattern: Pattern, folded: Folded) -> list[tuple[int, int]]:
    """Where the pattern stands in the folded text, from left to right, without overlaps."""
    return [match.span() for match in pattern.finditer(folded.text)]


def faults_in(cues: Iterable[str], language: Language) -> list[tuple[int, str]]:
    """The malformed ones among these cues: position and what is wrong."""
    faults = []
    for index, cue in enumerate(cues):
        try:
            expression(cue, language)
        except CueError as error:
            faults.append((index, str(error)))
    return faults
