"""Folding: what makes two spellings of a word the same in a language."""

import unicodedata
from functools import lru_cache

from trainer.domain.text import Folded
from trainer.domain.text import fold as fold_with
from trainer.domain.values import Language

APOSTROPHES = "'’‘ʼ`´"
_ARABIC = {"ى": "ي", "ة": "ه", "ـ": "", "گ": "ك", "ک": "ك", "ی": "ي", "ٱ": "ا"}
_BULGARIAN_KEPT = {"й", "Й"}


@lru_cache(maxsize=8_192)
def _letter(character: str, language: Language) -> str:
    if character in APOSTROPHES:
        return ""
    if language == "bg" and character in _BULGARIAN_KEPT:
        return "й"
    if language == "ar" and character in _ARABIC:
        return _ARABIC[character]
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
    """Lower case without accents, vowel signs, tatweel and apostrophes, with one form of each Arabic letter."""
    return fold_with(text, lambda character: _letter(character, language))
