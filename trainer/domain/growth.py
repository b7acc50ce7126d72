"""What somebody's calls say to themselves: their days in a row, what is weakest, and what to practise next."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean
from typing import NamedTuple

from trainer.domain.progress import Attempt

AIM = 2
"""Calls a day that are worth aiming at; short and often beats long and seldom (Cepeda and others 2006, on spacing)."""
RECENT = 5
"""Graded calls that say how somebody is doing now."""


class Days(NamedTuple):
    """Calls taken today, and days in a row with at least one, up to today or yesterday."""

    today: int
    streak: int


def days(attempts: Iterable[Attempt], today: date) -> Days:
    """How regularly somebody practises, private calls counted too."""
    taken = [one.began.date() for one in attempts if one.answered]
    known = set(taken)
    day = today if today in known else today - timedelta(days=1)
    streak = 0
    while day in known:
        streak, day = streak + 1, day - timedelta(days=1)
    return Days(taken.count(today), streak)


class Weakest(NamedTuple):
    """The criterion in which somebody has most to win, and its mean in percent over so many recent calls."""

    criterion: str
    mean: float
    calls: int


def weakest(attempts: Iterable[Attempt]) -> Weakest | None:
    """The criterion with the lowest mean over the last graded calls; `None` before the first."""
    levels: dict[str, list[float]] = {}
    recent = sorted((one for one in attempts if one.levels), key=lambda one: one.began)[-RECENT:]
    for one in recent:
        for name, level in one.levels:
            levels.setdefault(name, []).append(level)
    if not levels:
        return None
    name = min(levels, key=lambda one: (fmean(levels[one]), one))
    return Weakest(name, fmean(levels[name]), len(recent))


class Pairing(NamedTuple):
    """A customer with a situation, by their ids."""

    persona: str
    scenario: str


def next_pairing(attempts: Sequence[Attempt], pairings: Sequence[Pairing], criterion: str | None) -> Pairing | None:
    """What to practise next: what was never tried, in the order given; then where that criterion went worst."""
    seen = _levels(attempts, criterion)
    new = next((one for one in pairings if one not in seen), None)
    if new is not None or not pairings:
        return new
    return min(pairings, key=lambda one: fmean(seen[one]) if seen[one] else 0.0)


def _levels(attempts: Iterable[Attempt], criterion: str | None) -> Mapping[Pairing, list[float]]:
    found: dict[Pairing, list[float]] = {}
    for one in attempts:
        if one.answered:
            mine = found.setdefault(Pairing(one.persona, one.scenario), [])
            mine += [level for name, level in one.levels if criterion in (None, name)]
    return found
