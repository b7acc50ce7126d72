"""The grading report as a page to read."""

from collections.abc import Mapping

PANEL = (
    "judge",
    "unscored",
    "dimensions",
    "mean_kappa",
    "min_kappa",
    "repeatable",
    "evidence_valid",
    "conversations_a_second",
)
"""The figures of the experts' panel, which have a page of their own."""
COLUMNS = ("kappa", "low", "high", "n", "experts", "expert_against_others", "crowd")


def page(report: dict) -> str:  # type: ignore[type-arg]
    """Ours beside everybody else's, a line a dimension."""
    dimensions = report["dimensions"]
    others = [name for name in next(iter(dimensions.values())) if name not in COLUMNS]
    columns = (*COLUMNS, *others)
    lines = [f"Quadratic weighted kappa of {report['judge']} against the median of three experts", ""]
    lines.append(f"{'':<28}" + "".join(f"{_short(one):>11}" for one in columns))
    for name, row in dimensions.items():
        lines.append(f"{name:<28}" + "".join(_figure(row[one]) for one in columns))
    means = {one: sum(row[one] for row in dimensions.values()) / len(dimensions) for one in columns}
    lines.append(f"{'mean':<28}" + "".join(_figure(means[one]) for one in columns))
    lines += [
        "",
        f"mean_kappa {report['mean_kappa']:.3f} (wanted 0.40), min_kappa {report['min_kappa']:.3f} (wanted 0)",
    ]
    again = "graded once" if report["repeatable"] is None else f"the same in every run: {report['repeatable']:.1%}"
    lines.append(f"{again}; unscored: {report['unscored']:.1%}; quotes that are exact slices of the cited turn: ")
    lines[-1] += f"{report['evidence_valid']:.1%}; {report['conversations_a_second']:.0f} conversations a second"
    return "\n".join(lines)


def _short(name: str) -> str:
    return {"expert_against_others": "1-others"}.get(name, name.replace("llm_", "").replace("_shifted", "+"))


def _figure(value: float) -> str:
    return f"{value:>11d}" if isinstance(value, int) else f"{value:>11.2f}"


def plain(report: Mapping[str, object]) -> str:
    """The other figures, a line each, and what they are made of below them."""
    lines = []
    for name, value in report.items():
        if isinstance(value, Mapping):
            lines += [name, *(f"  {line}" for line in plain(value).splitlines())]
        else:
            lines.append(f"{name:<28} {value:.3f}" if isinstance(value, float) else f"{name:<28} {value}")
    return "\n".join(lines)
