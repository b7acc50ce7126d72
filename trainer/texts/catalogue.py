"""Catalogues of sentences: gettext files, compiled when they are first needed."""

from collections.abc import Iterable
from datetime import date as Day  # noqa: N812
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel import Locale, dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from trainer.domain.values import Language
from trainer.errors import Parameter

KEPT = 10_000
"""Numbers whose words are kept."""
FOLDER = Path(__file__).parent / "catalogues"


class Texts:
    """The sentences of one language, by key; a key that is not there raises `KeyError`."""

    def __init__(
        self, language: Language, translations: Translations, keys: frozenset[str], plurals: frozenset[str]
    ) -> None:
        self.language = language
        self.keys = keys
        self.right_to_left = language == "ar"
        self._translations = translations
        self._plurals = plurals
        # Western digits in Arabic: what the people of the Gulf read on screens, and what the forms take.
        self._locale = Locale.parse("ar_SA" if language == "ar" else language)

    def __call__(self, key: str, /, **params: Parameter) -> str:
        """The sentence of that key, filled; `n` chooses the plural where the sentence has one."""
        if key not in self.keys:
            raise KeyError(key)
        count = params.get("n")
        if isinstance(count, int) and key in self._plurals:
            found = self._translations.ungettext(key, key, count)
        else:
            found = self._translations.ugettext(key)
        return str(found).format(**params) if params else str(found)

    def date(self, moment: datetime) -> str:
        """A day and time as people here write it."""
        shown = dates.format_datetime(moment, "d MMM y, HH:mm", locale=self._locale)
        return str(shown)

    def day(self, day: Day) -> str:
        """A day as people here write it; of a moment, the day in UTC."""
        return str(dates.format_date(day, "d MMM y", locale=self._locale))

    def number(self, value: float, digits: int = 0) -> str:
        """A number with so many decimals."""
        return _number(self._locale, value, digits)

    def money(self, value: float, currency: str) -> str:
        """An amount of money; what is small is shown to a hundredth of a cent."""
        own = str(self._locale.currency_formats["standard"].pattern)
        pattern = own if value >= 1 else own.replace("0.00", "0.0000")
        shown = numbers.format_currency(
            value, currency, pattern, locale=self._locale, numbering_system="latn", currency_digits=False
        )
        return str(shown)

    def percent(self, value: float) -> str:
        """A percentage given from 0 to 100."""
        return _percent(self._locale, value)

    def join(self, parts: Iterable[str]) -> str:
        """A list in one line."""
        return ("، " if self.language == "ar" else ", ").join(parts)


# A page of figures has thousands, and most of them again and again.
@lru_cache(maxsize=KEPT)
def _number(locale: Locale, value: float, digits: int) -> str:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(numbers.format_decimal(value, pattern, locale=locale, numbering_system="latn"))


@lru_cache(maxsize=KEPT)
def _percent(locale: Locale, value: float) -> str:
    return str(numbers.format_percent(value / 100, "#,##0%", locale=locale, numbering_system="latn"))


@lru_cache
def texts_in(language: Language) -> Texts:
    """The sentences of a language."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    keys = frozenset(_key(message.id) for message in catalogue if message.id)
    plurals = frozenset(_key(message.id) for message in catalogue if message.id and message.pluralizable)
    return Texts(language, Translations(compiled), keys, plurals)


def _key(identifier: str | tuple[str, ...] | list[str]) -> str:
    return identifier if isinstance(identifier, str) else identifier[0]
