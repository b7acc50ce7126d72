"""How far graders agree, beyond what chance would give. What is undefined is `None`, never a number.

A `Table` has a row a call and a column a grader; a grader who left a call out has `None` there.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise, permutations
from statistics import fmean
from typing import Literal, NamedTuple, TypeVar

Pair = tuple[float, float]
Table = Sequence[Sequence[float | None]]
Distance = Literal["nominal", "ordinal", "interval"]
T = TypeVar("T")

SAMPLES = 2_000
"""Resamples of an interval."""
MIDDLE = 0.95
"""The share of resampled figures that an interval holds."""


class Interval(NamedTuple):
    """The middle of what resampling gives: a percentile bootstrap."""

    low: float
    high: float


def quadratic_kappa(pairs: Sequence[Pair]) -> float | None:
    """One less the mean squared difference over the one expected by chance (Cohen 1968, quadratic weights).

    A grader who always gives the same has 0; `None` when both always give the same.
    """
    if not pairs:
        return None
    seen = fmean((ours - theirs) ** 2 for ours, theirs in pairs)
    first, second = zip(*pairs, strict=True)
    # The mean over all pairings of (p - m)^2, from its moments: as many pairings as calls squared are never walked.
    chance = _mean_square(first) - 2 * fmean(first) * fmean(second) + _mean_square(second)
    return 1 - seen / chance if chance > 1e-12 else None


def spearman(pairs: Sequence[Pair]) -> float | None:
    """Pearson's correlation of the ranks, ties sharing theirs; `None` when either side never varies."""
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    return _pearson(ranks(first), ranks(second))


def exact(pairs: Sequence[Pair]) -> float | None:
    """The share of calls on which both agree."""
    return fmean(ours == theirs for ours, theirs in pairs) if pairs else None


def within_one(pairs: Sequence[Pair]) -> float | None:
    """The share of calls on which they are one level apart at most."""
    return fmean(abs(ours - theirs) <= 1 for ours, theirs in pairs) if pairs else None


def icc_2_1(table: Table) -> float | None:
    """Intraclass correlation of single grades by random graders, absolute agreement (Shrout and Fleiss 1979).

    Calls that a grader left out are left out; `None` with fewer than two calls or graders, or when nothing varies.
    """
    rows = [[one for one in row if one is not None] for row in table if None not in row]
    calls, graders = len(rows), len(rows[0]) if rows else 0
    if calls < 2 or graders < 2:
        return None
    mean = fmean(one for row in rows for one in row)
    between = graders * sum((fmean(row) - mean) ** 2 for row in rows)
    across = calls * sum((fmean(column) - mean) ** 2 for column in zip(*rows, strict=True))
    rest = sum((one - mean) ** 2 for row in rows for one in row) - between - across
    call, grader = between / (calls - 1), across / (graders - 1)
    error = rest / ((calls - 1) * (graders - 1))
    whole = call + (graders - 1) * error + graders * (grader - error) / calls
    return (call - error) / whole if whole > 1e-12 else None


def krippendorff_alpha(table: Table, distance: Distance = "ordinal") -> float | None:
    """One less the disagreement seen over the one expected, gaps allowed (Krippendorff 2011).

    `None` when no call has two grades, or all grades are the same.
    """
    units = [[one for one in row if one is not None] for row in table]
    paired = [row for row in units if len(row) > 1]
    together: Counter[Pair] = Counter()
    for row in paired:
        for pair in permutations(row, 2):
            together[pair] += 1 / (len(row) - 1)  # type: ignore[assignment]
    times = Counter(one for row in paired for one in row)
    apart = _distances(times, distance)
    seen = sum(weight * apart(*pair) for pair, weight in together.items())
    chance = sum(times[one] * times[other] * apart(one, other) for one in times for other in times)
    return 1 - (times.total() - 1) * seen / chance if chance > 1e-12 else None


def _distances(times: Counter[float], distance: Distance) -> Callable[[float, float], float]:
    """The squared distance of two grades; ordinal counts the grades that lie between them."""
    if distance == "nominal":
        return lambda one, other: float(one != other)
    if distance == "interval":
        return lambda one, other: (one - other) ** 2
    place, passed = {}, 0.0
    for one in sorted(times):
        place[one] = passed + times[one] / 2
        passed += times[one]
    return lambda one, other: (place[one] - place[other]) ** 2


def interval(
    rows: Sequence[T], statistic: Callable[[Sequence[T]], float | None], samples: int = SAMPLES, seed: int = 0
) -> Interval | None:
    """The bootstrap interval of a statistic over rows; samples in which it is undefined are left out."""
    rng = random.Random(seed)
    drawn = (statistic(rng.choices(rows, k=len(rows))) for _ in range(samples if rows else 0))
    found = sorted(one for one in drawn if one is not None)
    if not found:
        return None
    cut = int(len(found) * (1 - MIDDLE) / 2)
    return Interval(found[cut], found[-1 - cut])


def ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value from 1, those that are equal sharing the middle of theirs."""
    ordered = sorted(values)
    starts = [0, *(at for at, (one, other) in enumerate(pairwise(ordered), 1) if one != other), len(ordered)]
    shared = {ordered[low]: (low + high + 1) / 2 for low, high in pairwise(starts) if low < high}
    return [shared[one] for one in values]


def _pearson(first: Sequence[float], second: Sequence[float]) -> float | None:
    if len(first) < 2:
        return None
    mean, other_mean = fmean(first), fmean(second)
    together = sum((one - mean) * (other - other_mean) for one, other in zip(first, second, strict=True))
    apart = sum((one - mean) ** 2 for one in first) * sum((one - other_mean) ** 2 for one in second)
    return together / apart**0.5 if apart > 1e-12 else None


def _mean_square(values: Sequence[float]) -> float:
    return fmean(one**2 for one in values)
