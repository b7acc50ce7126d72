"""What many calls come to: how many passed, the mean and the spread, by whatever they are sorted by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from trainer.domain.progress import Attempt
from trainer.domain.uncertainty import FEW, Mean, Spread, mean_of, share_of, spread_of


class Group(NamedTuple):
    """The calls under one name: how many, how many of them graded, and the share that passed and the mean total."""

    name: str
    calls: int
    graded: int
    passes: int
    passed: Mean | None
    mean: Mean | None

    @property
    def few(self) -> bool:
        """Whether there are too few graded calls to say much."""
        return self.graded < FEW


def group(name: str, attempts: Sequence[Attempt]) -> Group:
    """The figures of these calls."""
    verdicts = [one.passed for one in attempts]
    totals = [one.total for one in attempts if one.total is not None]
    passes = verdicts.count(True)
    decided = len(verdicts) - verdicts.count(None)
    return Group(name, len(attempts), len(totals), passes, share_of(passes, decided), mean_of(totals))


def groups(attempts: Iterable[Attempt], key: Callable[[Attempt], str]) -> list[Group]:
    """The figures by name, in the order of the names."""
    sorted_: dict[str, list[Attempt]] = {}
    for one in attempts:
        sorted_.setdefault(key(one), []).append(one)
    return [group(name, sorted_[name]) for name in sorted(sorted_)]


def spreads(attempts: Iterable[Attempt]) -> Mapping[str, tuple[Spread, int]]:
    """By criterion, where the levels in percent lie, and how many there are."""
    levels: dict[str, list[float]] = {}
    for one in attempts:
        for name, level in one.levels:
            levels.setdefault(name, []).append(level)
    found = {name: (spread_of(values), len(values)) for name, values in levels.items()}
    return {name: (spread, count) for name, (spread, count) in found.items() if spread is not None}


def weekly(attempts: Iterable[Attempt]) -> list[tuple[date, Group]]:
    """The figures week by week, by the Monday, oldest first."""
    weeks: dict[date, list[Attempt]] = {}
    for one in attempts:
        day = one.began.date()
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(one)
    return [(monday, group(monday.isoformat(), weeks[monday])) for monday in sorted(weeks)]
