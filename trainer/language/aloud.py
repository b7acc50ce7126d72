"""Words as they are read aloud: amounts, dates and shares as people say them, an account number digit by digit."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from trainer.domain.values import Frozen, Language, Words

LONGEST_NUMBER = 3
"""Digits up to which a bare figure is a quantity; from here on it is a name, like a card's last four."""
_NUMBER = r"\d{1,3}(?:[ \u00a0,.]\d{3})+(?!\d)|\d+"
_CODE = r"[^\W\d_]{0,4}-?\d[\d -]*\d(?![\w.,]*\d)"
_YEAR = re.compile(r"(19|20)\d\d")


class Currency(Frozen):
    """Money: its signs and short forms, its name as it is written behind a figure, and what is said.

    A name is said as it is written, a sign or a short form as `unit`, or as `one` where one is said otherwise.
    """

    signs: tuple[Words, ...] = ()
    short: tuple[Words, ...] = ()
    written: tuple[Words, ...]
    unit: Words
    part: Words
    one: Words | None = None


class AloudWords(Frozen):
    """What figures are read with in a language; without `ordinals` the days of a month are plain numbers."""

    kind: Literal["aloud"]
    language: Language
    amount: Words
    date: Words
    percent: Words
    currencies: tuple[Currency, ...]
    months: tuple[Words, ...] = Field(min_length=12, max_length=12)
    ordinals: tuple[Words, ...] = Field(default=(), max_length=31)
    abbreviations: Mapping[Words, Words] = Field(default_factory=dict)

    def read(self, text: str) -> str:
        """The text as it is spoken; what is no figure stays as it is."""
        return self._figures.sub(self._spoken, text)

    @cached_property
    def _figures(self) -> re.Pattern[str]:
        signs = _any_of(sign for one in self.currencies for sign in one.signs)
        written = _any_of(word for one in self.currencies for word in (*one.written, *one.short, *one.signs))
        kinds = (
            rf"(?P<sign>{signs})\s?(?P<whole>{_NUMBER})(?:[.,](?P<cents>\d\d))?(?!\d)",
            rf"(?P<whole2>{_NUMBER})(?:[.,](?P<cents2>\d\d))?\s?(?P<unit>{written})(?!\w)",
            r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})(?!\d)",
            rf"(?P<day2>\d{{1,2}})\s(?P<name>{_any_of(self.months)})(?!\w)",
            r"(?P<share>\d+(?:[.,]\d+)?)\s?[%٪]",
            rf"(?P<short>{_any_of(self.abbreviations)})(?!\w)",
            rf"(?P<code>{_CODE})",
        )
        return re.compile(rf"(?<![\w.,])(?:{'|'.join(kinds)})")

    def _spoken(self, found: re.Match[str]) -> str:
        said = found.groupdict()
        if said["sign"] or said["unit"]:
            whole, cents = said["whole"] or said["whole2"], said["cents"] or said["cents2"]
            return self._money(whole, cents, said["sign"], said["unit"])
        if said["day"] or said["day2"]:
            return self._day(found, said["day"] or said["day2"], said["month"], said["name"], said["year"])
        if said["share"]:
            return f"{said['share']} {self.percent}"
        return self.abbreviations[said["short"]] if said["short"] else _spelt(said["code"])

    def _money(self, whole: str, cents: str | None, sign: str | None, word: str | None) -> str:
        figure = re.sub(r"\D", "", whole)
        money = next(one for one in self.currencies if (sign or word) in (*one.signs, *one.short, *one.written))
        unit = money.one if money.one and int(figure) == 1 else money.unit
        if word in money.written:
            unit = word
        if not cents or int(cents) == 0:
            return f"{figure} {unit}"
        return self.amount.format(whole=figure, unit=unit, cents=cents, part=money.part)

    def _day(self, found: re.Match[str], day: str, month: str | None, name: str | None, year: str | None) -> str:
        number, known = int(day), int(month or 1) - 1
        if not (1 <= number <= 31 and 0 <= known < len(self.months)):
            return found.group()
        said = self.ordinals[number - 1] if number <= len(self.ordinals) else day
        date = self.date.format(day=said, month=name or self.months[known])
        return f"{date} {year}" if year else date


def _any_of(words: Iterable[str]) -> str:
    """The longest first; nothing at all where there are none."""
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True)) or r"(?!)"


def _spelt(code: str) -> str:
    digits = re.sub(r"\D", "", code)
    if len(digits) <= LONGEST_NUMBER or _YEAR.fullmatch(code):
        return code
    groups = re.split(r"[ -]+", code)
    return ", ".join(" ".join(group) for group in groups if group)
