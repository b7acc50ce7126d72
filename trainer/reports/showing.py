"""Values of a table as a reader of the language writes them."""

from datetime import datetime

from babel import dates, numbers

from trainer.domain.values import Language
from trainer.reports.tables import Cell

NOTHING = "–"
"""What stands in a cell without a value."""


def shown(cell: Cell, language: Language) -> str:
    """The cell in words: whole numbers without decimals, others with one; moments in UTC."""
    match cell:
        case None:
            return NOTHING
        case str():
            return cell
        case datetime():
            return str(dates.format_datetime(cell, "d MMM y, HH:mm", locale=_locale(language)))
        case _:
            pattern = "#,##0" if isinstance(cell, int) else "#,##0.0"
            return str(numbers.format_decimal(cell, pattern, locale=_locale(language), numbering_system="latn"))


def percentage(value: float, language: Language) -> str:
    """A percentage, given from 0 to 100, in whole numbers."""
    return str(numbers.format_percent(value / 100, "#,##0%", locale=_locale(language), numbering_system="latn"))


def _locale(language: Language) -> str:
    # Western digits in Arabic, as everywhere in First Ring.
    return "ar_SA" if language == "ar" else language
