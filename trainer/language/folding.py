"""Folding: what makes two spellings of a word the same in a language."""

import unicodedata

from trainer.domain.text import Folded, folded_from
from trainer.domain.values import LANGUAGES, Language
from trainer.language.translit import LETTERS, respelt

APOSTROPHES = "'’‘ʼ`´"
_ARABIC = {"ى": "ي", "ة": "ه", "ـ": "", "گ": "ك", "ک": "ك", "ی": "ي", "ٱ": "ا"}
_BULGARIAN = {"ъ": "а", "Ъ": "а", "щ": "шт", "Щ": "шт", "ь": "и", "Ь": "и"}
"""What Latin letters cannot tell apart: "varna" and "vyrna" are both "върна"."""
_KEPT = 8_192
"""Characters whose folded form is kept; no language of ours needs a tenth of it."""


def _letter(character: str, language: Language) -> str:
    if character in APOSTROPHES:
        return ""
    own = {"ar": _ARABIC, "bg": _BULGARIAN}.get(language, {})
    if character in own:
        return own[character]
    # Compatibility forms first, so that ligatures and presentation forms become plain letters.
    plain = unicodedata.normalize("NFKD", character)
    return "".join(_plain(each, language) for each in plain if not _is_mark(each))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me", "Cf")


def _plain(character: str, language: Language) -> str:
    if character.isdigit():
        return str(unicodedata.digit(character))
    if language == "ar" and character in _ARABIC:
        return _ARABIC[character]
    return character.casefold()


def fold(text: str, language: Language) -> Folded:
    """Lower case without accents, vowel signs, tatweel and apostrophes, with one form of each Arabic letter.

    Bulgarian typed in Latin letters is respelt, so that it reads as if typed in Cyrillic.
    """
    pieces = [*map(_alphabets[language].__getitem__, text)]
    if language == "bg":
        for start, respelling in respelt(text):
            pieces[start : start + len(respelling)] = respelling
        pieces = [piece.translate(LETTERS) for piece in pieces]
    return folded_from(text, pieces)


class _Alphabet(dict[str, str]):
    """The folded form of each character, once it has been met."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def __missing__(self, character: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        self[character] = folded = _letter(character, self._language)
        return folded


_alphabets = {language: _Alphabet(language) for language in LANGUAGES}
