"""Tables as files for other programs: CSV and XLSX, in which no text is ever taken for a formula."""

import csv
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Annotated, Self

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import Field, model_validator

from trainer.domain.values import Frozen
from trainer.reports.formulas import harmless, harmless_within

Finite = Annotated[float, Field(allow_inf_nan=False)]
"""Neither file format has a number for infinity."""
Cell = str | int | Finite | datetime | None

NARROWEST, WIDEST = 9, 60
"""Widths of a column, in characters."""
SHEET_NAME = 31
"""Characters that Excel allows in the name of a sheet."""
WRAPPED = Alignment(vertical="top", wrap_text=True)
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for (section 2.2, Char)."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]|^'+|'+$")


class Table(Frozen):
    """A table with one name a column; a moment without a time zone is in UTC."""

    title: str
    columns: tuple[str, ...] = Field(min_length=1)
    rows: tuple[tuple[Cell, ...], ...]
    right_to_left: bool = False

    @model_validator(mode="after")
    def _every_row_is_full(self) -> Self:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row has one cell a column")
        return self


def csv_of(table: Table) -> bytes:
    """The table as CSV in UTF-8 with the mark by which Excel knows it; moments in UTC, texts in quotation marks."""
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([harmless_within(name) for name in table.columns])
    writer.writerows([_in_csv(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(table: Table) -> bytes:
    """The table as a workbook of one sheet; moments in UTC."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _sheet_name(table.title)
    sheet.sheet_view.rightToLeft = table.right_to_left
    sheet.freeze_panes = "A2"
    for number, row in enumerate((table.columns, *table.rows), start=1):
        for column, cell in enumerate(row, start=1):
            _put(sheet, number, column, cell)
    for column, name in enumerate(table.columns):
        sheet.cell(1, column + 1).font = Font(bold=True)
        width = _width(name, (row[column] for row in table.rows))
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _in_csv(cell: Cell) -> str | int | float | None:
    match cell:
        case str():
            return harmless_within(cell)
        case datetime():
            return _in_utc(cell).isoformat(" ", "seconds")
        case _:
            return cell


def _put(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    cell = sheet.cell(row, column)
    match value:
        case str():
            cell.value = harmless(_ILLEGAL.sub("", value))
            # openpyxl takes what begins with = for a formula, and #N/A for an error.
            cell.data_type = "s"
            # Only where it shows: openpyxl is slow to give a cell a style.
            if len(value) > WIDEST:
                cell.alignment = WRAPPED
        case datetime():
            cell.value = _in_utc(value)
            cell.number_format = "yyyy-mm-dd hh:mm"
        case _:
            cell.value = value


def _in_utc(moment: datetime) -> datetime:
    """A moment without its time zone, which neither format has a place for."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _sheet_name(title: str) -> str:
    name = _NOT_IN_NAMES.sub(" ", _ILLEGAL.sub("", title))[:SHEET_NAME].strip()
    # A blank name and this one are refused by Excel.
    return f"{name} 1".strip() if name.lower() in {"", "history"} else name


def _width(name: str, cells: Iterable[Cell]) -> float:
    shown = (_in_utc(cell).isoformat(" ", "minutes") if isinstance(cell, datetime) else str(cell) for cell in cells)
    longest = max(map(len, (name, *shown)))
    return min(max(longest + 2, NARROWEST), WIDEST)
