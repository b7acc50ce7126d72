"""Charts as numbers: where the points of a curve lie in a picture of fixed size. Templates draw them."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640.0, 220.0
LEFT, RIGHT, TOP, BOTTOM = 34.0, 12.0, 12.0, 28.0


@dataclass(frozen=True)
class Point:
    """A place in the picture and what is said when it is pointed at."""

    x: float
    y: float
    label: str


@dataclass(frozen=True)
class Curve:
    """One line of a chart; `path` is its SVG path."""

    key: str
    name: str
    points: tuple[Point, ...]

    @property
    def path(self) -> str:
        """Straight lines from point to point."""
        return "M" + " L".join(f"{point.x:.1f} {point.y:.1f}" for point in self.points) if self.points else ""


def curve(key: str, name: str, values: Sequence[float], labels: Sequence[str], right_to_left: bool) -> Curve:
    """A curve of values from 0 to 100, spread evenly over the width; time runs in the direction of reading."""
    points = tuple(
        Point(across(index, len(values), right_to_left), up(value), labels[index]) for index, value in enumerate(values)
    )
    return Curve(key, name, points)


def across(index: int, count: int, right_to_left: bool) -> float:
    """Where the point of that index lies on the horizontal."""
    inner = WIDTH - LEFT - RIGHT
    share = index / (count - 1) if count > 1 else 0.5
    # The axis of figures stands on the side where reading begins.
    return round(WIDTH - LEFT - share * inner if right_to_left else LEFT + share * inner, 1)


def up(value: float) -> float:
    """Where a value from 0 to 100 lies on the vertical."""
    return round(TOP + (100 - value) / 100 * (HEIGHT - TOP - BOTTOM), 1)
