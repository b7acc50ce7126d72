"""Bulgarian typed in Latin letters, as people chat ("6te vi vyrna parite"), respelt in Cyrillic letter by letter."""

import re
from collections.abc import Iterator

_WORD = re.compile(r"[0-9]*[a-z][a-z0-9]*", re.IGNORECASE)
_GROUPS = {
    "sht": "шт", "zh": "ж", "ch": "ч", "sh": "ш", "ts": "ц", "tz": "ц", "yu": "ю", "iu": "ю", "ju": "ю", "ya": "я",
    "ia": "я", "ja": "я", "dj": "дж", "kh": "х", "ck": "к", "ph": "ф",
}  # fmt: skip
_ALONE = {
    "a": "а", "b": "б", "c": "ц", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "ж", "k": "к",
    "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "я", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в",
    "w": "в", "x": "х", "y": "а", "z": "з",
}  # fmt: skip
_DIGITS = {"4": "ч", "6": "ш"}
LETTERS = str.maketrans(_ALONE)
"""Each Latin letter by itself, for one that an accent had kept apart from its word."""
_VOWELS = frozenset("aeiou")


def respelt(text: str) -> Iterator[tuple[int, list[str]]]:
    """Where each Latin word stands, and what each of its letters becomes; a letter of a group may become nothing."""
    for match in _WORD.finditer(text):
        word = match.group().lower()
        if word.isascii():
            yield match.start(), _pieces(word)


def _pieces(word: str) -> list[str]:
    pieces: list[str] = []
    while (at := len(pieces)) < len(word):
        group = next((one for size in (3, 2) if (one := word[at : at + size]) in _GROUPS), None)
        if group:
            pieces += [_GROUPS[group], *[""] * (len(group) - 1)]
        else:
            pieces.append(_letter(word, at))
    return pieces


def _letter(word: str, at: int) -> str:
    letter = word[at]
    if letter == "y":
        beside = {*word[max(0, at - 1) : at], *word[at + 1 : at + 2]}
        return "и" if beside & _VOWELS else "а"
    if letter in _DIGITS and _spells(word, at):
        return _DIGITS[letter]
    return _ALONE.get(letter, letter)


def _spells(word: str, at: int) -> bool:
    """Whether a digit stands for a letter: beside letters only, so that 3ti, 46eur and b2c keep theirs."""
    beside = word[max(0, at - 1) : at] + word[at + 1 : at + 2]
    return not any(one.isdigit() for one in beside)
