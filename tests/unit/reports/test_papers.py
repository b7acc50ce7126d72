"""Papers: they say what they were given, word for word, on pages that hold it."""

import re
import unicodedata
from datetime import timedelta
from io import BytesIO

import pytest
from pydantic import ValidationError
from pypdf import PdfReader

from tests.builders import NOON
from trainer.domain.values import LANGUAGES, Language
from trainer.reports import Detail, Paper, Part, Report, Table, certificate_pdf, report_pdf

ADDRESS = "https://training.example.org/verify/7KQ2-M9XD"
TYPED = (
    '#eval("1")',
    "$x$ *bold* _thin_ `raw` @ref <label> // /* */ ~ \\",
    "#import sys: *",
    "]#sys.version[",
    "= Heading",
    "{{name}} {page}",
)
A4 = (595, 842)


def a_paper(language: Language = "en", name: str = "Ruth") -> Paper:
    """A certificate with something in every place."""
    return Paper(
        language=language,
        house="First Ring",
        heading="شهادة إتمام" if language == "ar" else "Certificate",
        before=("This certifies that",),
        name=name,
        after=("has completed",),
        programme="Foundations",
        dates=("Awarded on 2 March 2026",),
        details=(Detail(label="Rubric", value="Version 3"),),
        signer=("Mila", "Head of Training"),
        verify="Check it at",
        address=ADDRESS,
        code="7KQ2-M9XD",
        made=NOON,
    )


def a_report(*parts: Part, language: Language = "en", title: str = "Results") -> Report:
    """A report with these parts."""
    return Report(language=language, house="First Ring", title=title, parts=parts, pages="{page} of {pages}", made=NOON)


def a_part(rows: int = 2, bars: frozenset[int] = frozenset()) -> Part:
    """A table of three columns."""
    cells = tuple((f"Person {number}", 87.5, NOON if number else None) for number in range(rows))
    return Part(table=Table(title="Everybody", columns=("Who", "Score", "When"), rows=cells), bars=bars, note="Nobody")


def pages_of(pdf: bytes) -> list[str]:
    """The text of every page."""
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def size_of(pdf: bytes) -> tuple[int, int]:
    """Width and height of the first page, in points."""
    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    return round(box.width), round(box.height)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_certificate_is_one_landscape_page_with_its_code_and_address(language: Language) -> None:
    pdf = certificate_pdf(a_paper(language))
    (text,) = pages_of(pdf)
    assert pdf.startswith(b"%PDF")
    assert size_of(pdf) == (A4[1], A4[0])
    assert "7KQ2-M9XD\n" in f"{text}\n"
    assert ADDRESS in text.replace("\n", "")


@pytest.mark.parametrize("typed", TYPED)
def test_what_was_typed_as_a_name_is_never_run(typed: str) -> None:
    (text,) = pages_of(certificate_pdf(a_paper(name=typed)))
    assert typed in text


@pytest.mark.parametrize("typed", TYPED)
def test_what_was_typed_in_a_table_is_never_run(typed: str) -> None:
    table = Table(title=typed, columns=(typed, "y"), rows=((typed, 1),))
    (text,) = pages_of(report_pdf(a_report(Part(table=table, note=typed))))
    assert text.count(typed) == 4


def test_an_arabic_certificate_has_arabic_letters_in_their_shapes() -> None:
    pdf = certificate_pdf(a_paper("ar", name="نور"))
    (text,) = pages_of(pdf)
    assert "نور" in text
    assert any("NotoNaskhArabic" in font for font in _font_names(pdf))


@pytest.mark.parametrize("name", ["Мила", "نور", "Ruth"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_in_any_of_our_scripts_is_on_a_certificate_of_any_language(name: str, language: Language) -> None:
    (text,) = pages_of(certificate_pdf(a_paper(language, name)))
    assert name in unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize("name", ["Ruth " * 60, "R" * 300, "a\nb", "\x00", "\u202eRuth", "日本 😀", ""])
def test_no_name_is_too_much_for_the_page(name: str) -> None:
    assert len(pages_of(certificate_pdf(a_paper(name=name)))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_certificate_with_all_that_it_may_hold_is_one_page_still(language: Language) -> None:
    long = "word " * 60
    full = a_paper(language).model_dump() | dict.fromkeys(("before", "after", "dates"), (long,) * 3)
    full |= dict.fromkeys(("heading", "name", "programme", "verify"), long) | {"house": long[:80]}
    full |= {"details": ({"label": "w " * 40, "value": long},) * 6, "signer": (long,) * 4}
    assert len(pages_of(certificate_pdf(Paper.model_validate(full)))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_value_makes_the_same_bytes(language: Language) -> None:
    assert certificate_pdf(a_paper(language)) == certificate_pdf(a_paper(language))
    report = a_report(a_part(), language=language)
    assert report_pdf(report) == report_pdf(report)


def test_the_file_says_when_it_was_made_and_what_it_is() -> None:
    found = PdfReader(BytesIO(certificate_pdf(a_paper()))).metadata
    assert found is not None
    assert (found.creation_date, found.title, found.author) == (NOON, "Certificate · Ruth", "First Ring")
    later = a_paper().model_copy(update={"made": NOON + timedelta(days=1)})
    assert certificate_pdf(later) != certificate_pdf(a_paper())


def test_a_long_table_goes_on_with_its_header_on_every_page() -> None:
    pdf = report_pdf(a_report(a_part(200)))
    pages = pages_of(pdf)
    assert size_of(pdf) == A4
    assert len(pages) > 2
    assert all(re.search(r"Who\s+Score\s+When", page) for page in pages)
    assert [f"{number} of {len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)


def test_a_table_without_rows_is_its_note() -> None:
    (text,) = pages_of(report_pdf(a_report(a_part(0))))
    assert "Nobody" in text
    assert "Who" not in text


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ("87.5", "88%", "2 Mar 2026", "–")),
        ("bg", ("87,5", "88%", "2 март 2026")),
        ("ar", ("87.5", "88%", "مارس")),
    ],
)
def test_values_are_written_as_in_the_language(language: Language, shown: tuple[str, ...]) -> None:
    parts = (a_part(2), a_part(2, frozenset({1})))
    (text,) = pages_of(report_pdf(a_report(*parts, language=language)))
    assert [words in text for words in shown] == [True] * len(shown)


@pytest.mark.parametrize(
    ("bars", "cell"), [(frozenset({1}), 1), (frozenset({0}), 101), (frozenset({0}), -1), (frozenset({0}), "87")]
)
def test_a_bar_of_no_percentage_is_refused(bars: frozenset[int], cell: str | int) -> None:
    with pytest.raises(ValidationError):
        Part(table=Table(title="x", columns=("a",), rows=((cell,),)), bars=bars)


def _font_names(pdf: bytes) -> set[str]:
    """The names of the fonts that the first page is written in."""
    names: set[str] = set()

    def look(text: str, matrix: object, line: object, font: dict[str, object] | None, size: float) -> None:
        names.add(str((font or {}).get("/BaseFont")))

    PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=look)
    return names
