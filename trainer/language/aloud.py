"""Words as they are read aloud: an account number is read digit by digit, an amount or a year as a number."""

import re

_CODE = re.compile(r"(?<![\w.,])(?=[\w-]*\d)[^\W\d_]{0,4}-?\d[\d -]*\d(?![\w.,]*\d)")
_YEAR = re.compile(r"(19|20)\d\d")
LONGEST_NUMBER = 3
"""Digits up to which a figure is a quantity; from here on it is a name, like a card's last four."""


def aloud(text: str) -> str:
    """The text with every code, account and card number in single digits and letters."""
    return _CODE.sub(lambda found: _spelt(found.group()), text)


def _spelt(code: str) -> str:
    digits = re.sub(r"\D", "", code)
    if len(digits) <= LONGEST_NUMBER or _YEAR.fullmatch(code):
        return code
    groups = re.split(r"[ -]+", code)
    return ", ".join(" ".join(group) for group in groups if group)
