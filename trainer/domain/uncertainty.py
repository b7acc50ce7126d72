"""How sure a figure about few calls is."""

from collections.abc import Sequence
from math import fsum, sqrt
from statistics import fmean
from typing import NamedTuple

FEW = 3
"""Calls under which nothing is said about a mean."""
_T = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
"""Student's t for 95 % on both sides together, by degrees of freedom from 1; any table has it."""
_Z = 1.96


class Mean(NamedTuple):
    """A mean of so many values and the interval that holds the true one 95 times of 100."""

    mean: float
    low: float
    high: float
    of: int


def mean_of(values: Sequence[float], lowest: float = 0, highest: float = 100) -> Mean | None:
    """The mean with its interval (Student's t), inside what is possible; `None` for fewer than `FEW` values."""
    count = len(values)
    if count < FEW:
        return None
    mean = fmean(values)
    t = _T[count - 2] if count - 2 < len(_T) else _Z
    # Not statistics.stdev, which reckons in fractions: of ten thousand values that takes as long as a page may.
    half = t * sqrt(fsum((one - mean) ** 2 for one in values) / (count - 1) / count)
    return Mean(mean, max(lowest, mean - half), min(highest, mean + half), count)


def share_of(hits: int, count: int) -> Mean | None:
    """A share in percent with Wilson's interval (JASA 22, 1927), which is right for few; `None` when of nothing."""
    if not count:
        return None
    share, z2 = hits / count, _Z * _Z
    middle = (share + z2 / (2 * count)) / (1 + z2 / count)
    half = _Z * sqrt(share * (1 - share) / count + z2 / (4 * count * count)) / (1 + z2 / count)
    return Mean(100 * share, 100 * max(0.0, middle - half), 100 * min(1.0, middle + half), count)


class Spread(NamedTuple):
    """Where values lie: the least, the lower quarter, the middle, the upper quarter and the most."""

    least: float
    lower: float
    middle: float
    upper: float
    most: float


def spread_of(values: Sequence[float]) -> Spread | None:
    """The five figures of a box; `None` for nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    return Spread(*(_at(ordered, share) for share in (0.0, 0.25, 0.5, 0.75, 1.0)))


def _at(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
