"""Tables as files: no text becomes a formula, and nothing else is changed."""

import csv
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import ValidationError

from tests.builders import NOON
from trainer.reports.tables import Cell, Table, csv_of, xlsx_of

NASTY = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u200b=1+1",
    "\u200f=1+1",
    "\ufeff=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(1)",
    "\ufe66cmd",
    '=cmd|"/c calc"!A1',
    '=HYPERLINK("https://example.org";"x")',
)
SPLIT = {
    "x;=1+1": "x;'=1+1",
    'x";"=1+1': 'x";"\'=1+1',
    "x\t @SUM(1)": "x\t '@SUM(1)",
    "x\n+1": "x\n'+1",
    "x;\uff1d1": "x;'\uff1d1",
}
PLAIN = ("Ruth", "a = b", "3-5", "#N/A", "TRUE", "'quoted'", "; (-)", "نور", "Мила", "a@example.org")


def a_table(*cells: Cell, right_to_left: bool = False, title: str = "Results") -> Table:
    """A table of one column."""
    return Table(title=title, columns=("What",), rows=tuple((cell,) for cell in cells), right_to_left=right_to_left)


def in_csv(*cells: Cell) -> list[str]:
    """What a program reads back from the CSV."""
    text = csv_of(a_table(*cells)).decode("utf-8-sig")
    return [row[0] for row in csv.reader(StringIO(text, newline=""))][1:]


def in_xlsx(table: Table) -> Worksheet:
    """The sheet that a program reads back."""
    return load_workbook(BytesIO(xlsx_of(table))).worksheets[0]


@pytest.mark.parametrize("text", NASTY)
def test_text_that_could_begin_a_formula_begins_with_an_apostrophe(text: str) -> None:
    (shown,) = in_csv(text)
    assert shown.startswith("'")
    assert shown.replace("'", "") == text.replace("'", "")
    cell = in_xlsx(a_table(text))["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


@pytest.mark.parametrize(("text", "shown"), SPLIT.items())
def test_no_formula_begins_where_another_program_would_split_the_text(text: str, shown: str) -> None:
    assert in_csv(text) == [shown]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_is_left_alone_in_both(text: str) -> None:
    assert in_csv(text) == [text]
    cell = in_xlsx(a_table(text))["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_names_of_columns_are_made_harmless_too() -> None:
    table = Table(title="x", columns=("=1+1",), rows=())
    assert csv_of(table).decode("utf-8-sig") == '"\'=1+1"\r\n'
    assert in_xlsx(table)["A1"].value == "'=1+1"


def test_numbers_stay_numbers() -> None:
    assert in_csv(-3.5, 7, None) == ["-3.5", "7", ""]
    sheet = in_xlsx(a_table(-3.5, 7, None))
    assert [sheet.cell(row, 1).value for row in (2, 3, 4)] == [-3.5, 7, None]


def test_moments_stay_moments_in_utc() -> None:
    there = datetime(2026, 3, 2, 15, 0, tzinfo=timezone(timedelta(hours=3)))
    assert in_csv(there, NOON) == ["2026-03-02 12:00:00"] * 2
    sheet = in_xlsx(a_table(there, NOON.replace(tzinfo=None)))
    assert [sheet["A2"].value, sheet["A3"].value] == [NOON.astimezone(UTC).replace(tzinfo=None)] * 2


def test_the_csv_says_that_it_is_utf_8() -> None:
    assert csv_of(a_table("نور")).startswith(b"\xef\xbb\xbf")


def test_an_arabic_sheet_is_right_to_left() -> None:
    assert in_xlsx(a_table("نور", right_to_left=True)).sheet_view.rightToLeft
    assert not in_xlsx(a_table("Ruth")).sheet_view.rightToLeft


def test_the_header_is_bold_and_stays_in_sight() -> None:
    sheet = in_xlsx(a_table("Ruth"))
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold
    assert sheet.freeze_panes == "A2"


def test_a_column_is_as_wide_as_its_longest_text_within_reason() -> None:
    widths = [in_xlsx(a_table("x" * length)).column_dimensions["A"].width for length in (1, 30, 500)]
    assert widths == [9, 32, 60]


def test_characters_that_xml_has_no_place_for_are_left_out() -> None:
    assert in_xlsx(a_table("R\x00u\x0bt\ufffeh"))["A2"].value == "Ruth"


@pytest.mark.parametrize(
    ("title", "name"), [("a/b: c?", "a b  c"), ("'[]'", "1"), ("History", "History 1"), ("x" * 40, "x" * 31)]
)
def test_any_title_makes_a_name_of_a_sheet_that_excel_takes(title: str, name: str) -> None:
    assert in_xlsx(a_table("Ruth", title=title)).title == name


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_no_cell(number: float) -> None:
    with pytest.raises(ValidationError):
        a_table(number)


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValidationError):
        Table(title="x", columns=("a", "b"), rows=(("only one",),))
