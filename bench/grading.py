"""How fair our grades are: `python -m bench.grading [--data DIR] [--agents] [--gaming] [--judge] [--json]`.

DIR holds the conversations that three experts, a crowd and three language models have rated. Research rubrics in
`bench/rubrics/` map what our reader codes and counts to the studies' levels; no text is read here. Kappa is quadratic
weighted, against the median of the experts. `--agents` grades the practice agents, `--gaming` attacks the grader.
`--judge` does it with the model of `FIRST_RING_JUDGING_MODEL`, once; what it leaves unscored counts as the lowest
level.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import fmean

from bench import by_model
from bench.fidelity_calls import services
from bench.gaming import gamed
from bench.grading_agents import graded_agents
from bench.grading_page import PANEL, page, plain
from bench.panel import EXPERTS, MODELS, Rated, panel
from bench.research import Research, frameworks
from trainer.domain.agreement import Pair, interval, quadratic_kappa
from trainer.domain.scorecard import Outcome, Scored
from trainer.domain.transcript import Transcript
from trainer.embedded.judge import EmbeddedJudge
from trainer.ports import Judge

RUNS = 5
"""How often everything is graded, to see that it comes out the same."""


def main() -> None:
    """Grade, compare, and print a page or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="the folder of the rated conversations")
    parser.add_argument("--agents", action="store_true", help="grade the calls of the practice agents")
    parser.add_argument("--gaming", action="store_true", help="put attacks on the grader into calls that fail")
    parser.add_argument("--judge", action="store_true", help="judge with the model of FIRST_RING_JUDGING_MODEL")
    parser.add_argument("--rows", type=int, default=0, help="so many conversations of each study, for a slow model")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    if not (arguments.data or arguments.agents or arguments.gaming):
        parser.error("nothing to do: give --data DIR, --agents or --gaming")
    if arguments.judge:
        by_model.Stage.customers = "model"
    report = {
        **(compared(panel(arguments.data), judge_of(arguments.judge), arguments.rows) if arguments.data else {}),
        **(graded_agents() if arguments.agents else {}),
        **(gamed() if arguments.gaming else {}),
    }
    print(json.dumps(report) if arguments.json else "\n\n".join(_pages(report)))


def _pages(report: dict[str, object]) -> Iterator[str]:
    if "dimensions" in report:
        yield page(report)
    if rest := {name: value for name, value in report.items() if name not in PANEL}:
        yield plain(rest)


def judge_of(model: bool) -> Judge:
    """The embedded judge, or the model that the settings name."""
    if not model:
        return EmbeddedJudge()
    services_ = services()
    judge = services_.models.judging(EmbeddedJudge()) if services_.models else EmbeddedJudge()
    if judge.name == EmbeddedJudge.name:
        raise SystemExit("name a judge: FIRST_RING_JUDGING_MODEL, with _URL and _KEY where it needs them")
    return judge


def compared(rows: list[Rated], judge: Judge, most: int = 0) -> dict[str, object]:
    """Every dimension of every study, with what others reach on the same rows."""
    dimensions: dict[str, dict[str, float]] = {}
    valid: list[bool] = []
    same: list[bool] = []
    unscored: list[bool] = []
    graded = 0
    began = time.perf_counter()
    for research in frameworks():
        mine = [row for row in rows if row.framework == research.framework][: most or None]
        heard = [services().grading.listen("en", row.lines) for row in mine]
        runs = [_outcomes(judge, research, heard) for _ in range(RUNS if judge.name == "embedded" else 1)]
        graded += len(runs) * len(mine)
        valid += [ok for row, one in zip(heard, runs[0], strict=True) for ok in _valid(one, row)]
        unscored += [not isinstance(one, Scored) for row in runs[0] for one in row]
        levels = [[[_level(one, research) for one in row] for row in run] for run in runs]
        same += [row == first for run in levels[1:] for row, first in zip(run, levels[0], strict=True)]
        for at, criterion in enumerate(research.criteria):
            dimensions[criterion.id] = _figures(criterion.id, mine, [row[at] for row in levels[0]])
    seconds = time.perf_counter() - began
    kappas = [row["kappa"] for row in dimensions.values()]
    return {
        "judge": judge.name,
        "dimensions": dimensions,
        "mean_kappa": fmean(kappas),
        "min_kappa": min(kappas),
        "repeatable": fmean(same) if same else None,
        "evidence_valid": fmean(valid) if valid else 0.0,
        "unscored": fmean(unscored),
        "conversations_a_second": graded / seconds,
    }


def _outcomes(judge: Judge, research: Research, heard: list[Transcript]) -> list[tuple[Outcome, ...]]:
    return [judge.judge(research.criteria, one).outcomes for one in heard]


def _valid(outcomes: tuple[Outcome, ...], heard: Transcript) -> Iterator[bool]:
    for one in outcomes:
        if isinstance(one, Scored):
            yield from (quote.supported_by(heard.lines) for quote in one.evidence)


def _level(outcome: Outcome, research: Research) -> int:
    return outcome.level - 1 + research.lowest if isinstance(outcome, Scored) else research.lowest


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
