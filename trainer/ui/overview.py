"""Progress, everyone's calls, and the list of content, as HTML."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.domain.progress import Attempt, trend
from trainer.domain.rubric import Rubric
from trainer.services.spending import Statement
from trainer.texts import Texts
from trainer.ui.curves import curve
from trainer.ui.rendering import render
from trainer.ui.view import Chart, _ticks, cost


@dataclass(frozen=True)
class Row:
    """A line of a history with the names that its ids stand for."""

    attempt: Attempt
    persona: str
    scenario: str


@dataclass(frozen=True)
class Named:
    """What the ids of a customer and a situation stand for."""

    persona: str
    scenario: str


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


def spent(statement: Statement, texts: Texts) -> str:
    """What models took lately, use by use; nothing where none was used."""
    return _spent(statement, texts) if statement.rows or statement.budget is not None else ""


def _spent(statement: Statement, texts: Texts) -> str:
    """What models took lately, use by use."""
    tariff = statement.tariff

    def shown(value: float) -> str:
        return texts.money(value, tariff.currency) if tariff.priced else texts("cost.tokens", n=int(value))

    rows = [(one, cost(one.usage, tariff, texts)) for one in statement.rows]
    budget = shown(statement.budget) if statement.budget is not None else ""
    return render("spending", texts, rows=rows, today=shown(statement.today), budget=budget)
