"""What is on the office's screen, as files: tables as CSV and XLSX, and a report as PDF."""

# What makes the files takes half a second to load, which a start without exports need not wait for: so it is
# imported where it is used.

from collections.abc import Callable
from typing import TYPE_CHECKING

from trainer.domain.figures import Group, groups
from trainer.domain.progress import Attempt
from trainer.domain.rights import Deed
from trainer.texts import Texts
from trainer.ui.house import House
from trainer.ui.pages.office import FILTERS, chosen
from trainer.ui.plain import Asked, Download, File
from trainer.ui.screens import Screens

if TYPE_CHECKING:
    from trainer.reports import Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 1_000
"""Lines of a table in a report; whoever wants more wants a spreadsheet."""
PEOPLE = ("history.trainee", "office.calls", "office.graded", "office.passed", "office.average")
CALLS = (
    "history.trainee",
    "history.when",
    "filter.language",
    "history.customer",
    "history.situation",
    "history.total",
    "history.result",
)
Lines = list[tuple[object, ...]]
Rows = Callable[[Asked], Lines]


def exports(house: House) -> tuple[File, ...]:
    """The downloads of the office: whatever its filters leave, and nothing else."""

    def people(asked: Asked) -> Lines:
        return [_person(one) for one in groups(chosen(house, asked), lambda one: one.trainee)]

    def calls(asked: Asked) -> Lines:
        screens = Screens(house, asked.texts)
        return [_call(one, screens, asked.texts) for one in chosen(house, asked)]

    tables = (("people", PEOPLE, people), ("calls", CALLS, calls))
    made = [
        File(f"office/{name}.{kind}", Deed.SEE_PEOPLE, _spreadsheet(name, columns, rows, kind))
        for name, columns, rows in tables
        for kind in ("csv", "xlsx")
    ]
    return (*made, File("office/report.pdf", Deed.SEE_PEOPLE, _report(house, people, calls)))


def _spreadsheet(name: str, columns: tuple[str, ...], rows: Rows, kind: str) -> Callable[[Asked], Download]:
    def make(asked: Asked) -> Download:
        from trainer.reports import csv_of, xlsx_of

        table = _table(asked.texts, name, columns, rows(asked))
        if kind == "csv":
            return Download(f"first-ring-{name}.csv", "text/csv; charset=utf-8", csv_of(table))
        return Download(f"first-ring-{name}.xlsx", XLSX, xlsx_of(table))

    return make


def _report(house: House, people: Rows, calls: Rows) -> Callable[[Asked], Download]:
    def make(asked: Asked) -> Download:
        from trainer.reports import Part, Report, report_pdf

        texts, everyone, every = asked.texts, people(asked), calls(asked)
        note = texts("export.cut", n=len(every)) if len(every) > MOST else ""
        report = Report(
            language=texts.language,
            house="First Ring",
            title=texts("office.title"),
            subtitle=(_filters(asked), texts("export.by", name=asked.person.name)),
            parts=(
                Part(table=_table(texts, "people", PEOPLE, everyone), bars=frozenset({PEOPLE.index("office.passed")})),
                Part(table=_table(texts, "calls", CALLS, every[:MOST]), note=note),
            ),
            pages=texts("export.pages"),
            made=house.clock.now(),
        )
        return Download("first-ring-report.pdf", "application/pdf", report_pdf(report))

    return make


def _table(texts: Texts, name: str, columns: tuple[str, ...], lines: Lines) -> "Table":
    from trainer.reports import Table

    values = {"title": texts(f"export.{name}"), "columns": [texts(one) for one in columns], "rows": lines}
    return Table.model_validate({**values, "right_to_left": texts.right_to_left})


def _filters(asked: Asked) -> str:
    chosen = [(name, asked.query.get(name)) for name in FILTERS]
    return asked.texts.join(f"{asked.texts(f'filter.{name}')}: {value}" for name, value in chosen if value)


def _person(one: Group) -> tuple[object, ...]:
    passed = round(one.passed.mean, 1) if one.passed else None
    return one.name, one.calls, one.graded, passed, round(one.mean.mean, 1) if one.mean else None


def _call(one: Attempt, screens: Screens, texts: Texts) -> tuple[object, ...]:
    named, language = screens.row(one), texts(f"language.{one.language}")
    result = texts({True: "history.passed", False: "history.failed", None: "history.ungraded"}[one.passed])
    return one.trainee, one.began, language, named.persona, named.scenario, one.total, result
