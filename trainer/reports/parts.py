"""The parts of a report: tables with bars, and what the template needs of them."""

from typing import Self

from pydantic import model_validator

from trainer.domain.values import Frozen, Language
from trainer.reports.showing import percentage, shown
from trainer.reports.tables import Cell, Table

NARROWEST, WIDEST = 8, 40
"""Characters that a column of text is given at least, and at most, when the width of the page is shared out."""


class Part(Frozen):
    """One table of a report; `bars` are the columns, from 0, whose numbers are percentages and get a bar.

    `note` stands between the title and the table, and alone where there are no rows.
    """

    table: Table
    bars: frozenset[int] = frozenset()
    note: str = ""

    @model_validator(mode="after")
    def _bars_are_of_percentages(self) -> Self:
        if not self.bars <= set(range(len(self.table.columns))):
            raise ValueError("a bar is of a column that the table has")
        if not all(_is_share(row[column]) for row in self.table.rows for column in self.bars):
            raise ValueError("a bar is of numbers from 0 to 100")
        return self


def laid_out(part: Part, language: Language) -> dict[str, object]:
    """The part as the template takes it: every cell in words, every column with its share of the page."""
    return {
        "title": part.table.title,
        "note": part.note,
        "columns": [_column(part, number) for number in range(len(part.table.columns))],
        "rows": [
            [_cell(cell, number in part.bars, language) for number, cell in enumerate(row)] for row in part.table.rows
        ],
    }


def _column(part: Part, number: int) -> dict[str, object]:
    """Text is given room by its longest; any other column as much as it needs, with figures below figures."""
    name = part.table.columns[number]
    texts = [cell for row in part.table.rows if isinstance(cell := row[number], str)]
    longest = max(map(len, (name, *texts)))
    return {
        "name": name,
        "width": min(max(longest, NARROWEST), WIDEST) if texts else None,
        "figures": not texts and number not in part.bars,
    }


def _cell(cell: Cell, has_bar: bool, language: Language) -> dict[str, object]:
    if has_bar and isinstance(cell, int | float):
        return {"text": percentage(cell, language), "share": cell}
    return {"text": shown(cell, language), "share": None}


def _is_share(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, int | float) and 0 <= cell <= 100)
