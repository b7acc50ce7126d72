"""How fair our grades are: `python -m bench.grading [--data DIR] [--agents] [--gaming] [--json]`.

DIR holds the conversations that three experts, a crowd and three language models have rated. Research rubrics in
`bench/rubrics/` map what our reader codes and counts to the studies' levels; no text is read here. Kappa is quadratic
weighted, against the median of the experts. `--agents` grades the practice agents, `--gaming` attacks the grader.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import fmean

from bench.fidelity_calls import services
from bench.gaming import gamed
from bench.grading_agents import graded_agents
from bench.grading_page import PANEL, page, plain
from bench.panel import EXPERTS, MODELS, Rated, panel
from bench.research import Research, frameworks
from trainer.domain.agreement import Pair, interval, quadratic_kappa
from trainer.domain.rubric import Criterion
from trainer.domain.scorecard import Scored
from trainer.domain.transcript import Transcript
from trainer.embedded.judge import EmbeddedJudge

RUNS = 5
"""How often everything is graded, to see that it comes out the same."""


def main() -> None:
    """Grade, compare, and print a page or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="the folder of the rated conversations")
    parser.add_argument("--agents", action="store_true", help="grade the calls of the practice agents")
    parser.add_argument("--gaming", action="store_true", help="put attacks on the grader into calls that fail")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    if not (arguments.data or arguments.agents or arguments.gaming):
        parser.error("nothing to do: give --data DIR, --agents or --gaming")
    report = {
        **(compared(panel(arguments.data)) if arguments.data else {}),
        **(graded_agents() if arguments.agents else {}),
        **(gamed() if arguments.gaming else {}),
    }
    print(json.dumps(report) if arguments.json else "\n\n".join(_pages(report)))


def _pages(report: dict[str, object]) -> Iterator[str]:
    if "dimensions" in report:
        yield page(report)
    if rest := {name: value for name, value in report.items() if name not in PANEL}:
        yield plain(rest)


def compared(rows: list[Rated]) -> dict[str, object]:
    """Every dimension of every study, with what others reach on the same rows."""
    dimensions: dict[str, dict[str, float]] = {}
    valid: list[bool] = []
    same: list[bool] = []
    began = time.perf_counter()
    for research in frameworks():
        mine = [row for row in rows if row.framework == research.framework]
        heard = [services().grading.listen("en", row.lines) for row in mine]
        for criterion in research.criteria:
            levels = [_level(criterion, one, research, valid) for one in heard]
            same += [levels == [_level(criterion, one, research, valid) for one in heard] for _ in range(RUNS - 1)]
            dimensions[criterion.id] = _figures(criterion.id, mine, levels)
    seconds = time.perf_counter() - began
    kappas = [row["kappa"] for row in dimensions.values()]
    return {
        "dimensions": dimensions,
        "mean_kappa": fmean(kappas),
        "min_kappa": min(kappas),
        "repeatable": fmean(same),
        "evidence_valid": fmean(valid),
        "conversations_a_second": len(rows) * RUNS / seconds,
    }


def _level(criterion: Criterion, heard: Transcript, research: Research, valid: list[bool]) -> int:
    outcome = EmbeddedJudge().judge([criterion], heard).outcomes[0]
    if not isinstance(outcome, Scored):
        return research.lowest
    valid += [quote.supported_by(heard.lines) for quote in outcome.evidence]
    return outcome.level - 1 + research.lowest


def _figures(dimension: str, rows: list[Rated], levels: list[int]) -> dict[str, float]:
    """Ours with its interval, and the kappa of everybody else; what is undefined counts as chance."""
    ours = list(zip(levels, (row.reference(dimension) for row in rows), strict=True))
    found = interval(ours, quadratic_kappa)
    others = {name: _rater(rows, dimension, name) for name in ("crowd", *MODELS)}
    shifted = {f"{name}_shifted": _shifted(others[name]) for name in MODELS}
    return {
        "kappa": _kappa(ours),
        "low": found.low if found else 0.0,
        "high": found.high if found else 0.0,
        "n": len(rows),
        "experts": fmean(_kappa(pairs) for pairs in _among_experts(rows, dimension)),
        "expert_against_others": fmean(_kappa(pairs) for pairs in _against_others(rows, dimension)),
        **{name: _kappa(pairs) for name, pairs in {**others, **shifted}.items()},
    }


def _kappa(pairs: Sequence[Pair]) -> float:
    return quadratic_kappa(pairs) or 0.0


def _rater(rows: list[Rated], dimension: str, name: str) -> list[Pair]:
    return [
        (row.ratings[name][dimension], row.reference(dimension))
        for row in rows
        if row.ratings.get(name, {}).get(dimension) is not None
    ]


def _shifted(pairs: list[Pair]) -> list[Pair]:
    """The same ratings, moved by what their mean is off on these very rows."""
    off = fmean(theirs - ours for ours, theirs in pairs) if pairs else 0.0
    return [(ours + off, theirs) for ours, theirs in pairs]


def _among_experts(rows: list[Rated], dimension: str) -> list[list[Pair]]:
    pairs = [(one, other) for at, one in enumerate(EXPERTS) for other in EXPERTS[at + 1 :]]
    return [_by(rows, lambda row, a=a, b=b: (row.ratings[a][dimension], row.ratings[b][dimension])) for a, b in pairs]  # type: ignore[misc]


def _against_others(rows: list[Rated], dimension: str) -> list[list[Pair]]:
    """Each expert against the mean of the other two."""
    return [
        _by(rows, lambda row, one=one: (row.ratings[one][dimension], _mean_of_others(row, dimension, one)))  # type: ignore[misc]
        for one in EXPERTS
    ]


def _mean_of_others(row: Rated, dimension: str, one: str) -> float:
    return fmean(row.ratings[other][dimension] for other in EXPERTS if other != one)


def _by(rows: list[Rated], pair: Callable[[Rated], Pair]) -> list[Pair]:
    return [pair(row) for row in rows]


if __name__ == "__main__":
    main()
