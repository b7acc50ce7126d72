"""Progress, everyone's calls, and the list of content, as HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from trainer.domain.cost import Tariff
from trainer.domain.progress import Attempt, trend
from trainer.domain.rubric import Rubric
from trainer.services.spending import Statement
from trainer.texts import Texts, locate
from trainer.ui.curves import curve
from trainer.ui.house import Checked
from trainer.ui.rendering import render
from trainer.ui.view import Chart, _ticks, cost

FEW = 3
"""Calls under which a number about somebody is called small."""


@dataclass(frozen=True)
class Row:
    """A line of a history with the names that its ids stand for."""

    attempt: Attempt
    persona: str
    scenario: str


@dataclass(frozen=True)
class Summary:
    """One person's calls in figures; `average` is a percentage, `None` while nothing is graded."""

    name: str
    calls: int
    graded: int
    passed: int
    average: float | None

    @property
    def few(self) -> bool:
        """Whether there are too few graded calls to say much."""
        return self.graded < FEW


def progress(rows: Sequence[Row], rubric: Rubric, desk: str, texts: Texts) -> str:
    """A trainee's own history and trend."""
    chart = trends([row.attempt for row in rows], rubric, texts)
    graded = sum(1 for row in rows if row.attempt.total is not None)
    return render("progress", texts, rows=rows, chart=chart, desk=desk, graded=graded, few=FEW)


def trends(attempts: Sequence[Attempt], rubric: Rubric, texts: Texts) -> Chart:
    """Each criterion over the calls in which it was graded, oldest first."""
    curves, longest = [], 0
    for criterion in rubric.criteria:
        points = trend(attempts, criterion.id)
        longest = max(longest, len(points))
        values = [level for _, level in points]
        labels = [f"{texts.date(when)}: {texts.percent(level)}" for when, level in points]
        name = criterion.name.in_(texts.language)
        curves.append(curve(criterion.id, name, values, labels, texts.right_to_left))
    numbers = [str(number) for number in range(1, longest + 1)]
    fullest = sorted(curves, key=lambda one: -len(one.points))
    return Chart(tuple(curves), _ticks(fullest, numbers), tuple(numbers), texts.right_to_left)


def summaries(attempts: Sequence[Attempt]) -> list[Summary]:
    """Everyone's official calls in figures, by name."""
    attempts = [one for one in attempts if one.official]
    names = sorted({one.trainee for one in attempts})
    return [_summary(name, [one for one in attempts if one.trainee == name]) for name in names]


def _summary(name: str, attempts: Sequence[Attempt]) -> Summary:
    totals = [one.total for one in attempts if one.total is not None]
    passed = sum(1 for one in attempts if one.passed)
    return Summary(name, len(attempts), len(totals), passed, mean(totals) if totals else None)


def everyone(rows: Sequence[Row], desk: str, texts: Texts, statement: Statement | None = None) -> str:
    """Everyone's calls and totals, and what models took for them."""
    people = summaries([row.attempt for row in rows])
    tariff = statement.tariff if statement else Tariff()
    costs = [cost(row.attempt.usage + row.attempt.grading, tariff, texts) for row in rows]
    spent = _spent(statement, texts) if statement and (statement.rows or statement.budget is not None) else ""
    return render(
        "everyone", texts, rows=rows, people=people, desk=desk, costs=costs if any(costs) else (), spent=spent
    )


def _spent(statement: Statement, texts: Texts) -> str:
    """What models took lately, use by use."""
    tariff = statement.tariff

    def shown(value: float) -> str:
        return texts.money(value, tariff.currency) if tariff.priced else texts("cost.tokens", n=int(value))

    rows = [(one, cost(one.usage, tariff, texts)) for one in statement.rows]
    budget = shown(statement.budget) if statement.budget is not None else ""
    return render("spending", texts, rows=rows, today=shown(statement.today), budget=budget)


def content(files: Sequence[Checked], texts: Texts) -> str:
    """Every content file with what is wrong with it."""
    by_kind: Mapping[str, list[Checked]] = {
        kind: [file for file in files if file.kind == kind]
        for kind in ("persona", "scenario", "rubric", "lines", "cues", "")
    }
    faults = {file.file: [locate(fault, texts) for fault in file.faults] for file in files}
    bad = sum(1 for file in files if file.faults)
    return render("content", texts, by_kind=by_kind, faults=faults, bad=bad, count=len(files))
