"""Whether a call earns the same in every language: `python -m bench.parallel [--json]`.

Grades the calls of `tests/golden/parallel/`, each told line by line in three languages. `heldout.yaml` was written by
somebody who knew neither the cues nor the sentences that the reader was fitted on.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import fmean

from ruamel.yaml import YAML

from bench.fidelity_calls import services
from trainer.domain.transcript import Line
from trainer.domain.values import LANGUAGES, Language
from trainer.services.calls import DEFAULT_RUBRIC

FOLDER = Path(__file__).parent.parent / "tests" / "golden" / "parallel"
SPEAKERS = {"a": "agent", "c": "customer"}


def main() -> None:
    """Print each call's totals, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    report = {path.stem: told(path) for path in sorted(FOLDER.glob("*.yaml"))}
    print(json.dumps(report) if arguments.json else "\n".join(page(report)))


def told(path: Path) -> dict[str, dict[Language, float]]:
    """The total of each call of a file in each language."""
    calls = YAML(typ="safe").load(path)["calls"]
    return {call["id"]: {one: _total(call["turns"], one) for one in LANGUAGES} for call in calls}


def _total(turns: list[dict[str, dict[str, str]]], language: Language) -> float:
    grading = services().grading
    lines = tuple(
        Line.model_validate({"number": number, "speaker": SPEAKERS[who], "text": words[language]})
        for number, turn in enumerate(turns, 1)
        for who, words in turn.items()
    )
    return grading.grade(DEFAULT_RUBRIC, grading.listen(language, lines)).total or 0.0


def gap(totals: Mapping[Language, float]) -> float:
    """Between the best and the worst language."""
    return max(totals.values()) - min(totals.values())


def page(report: dict[str, dict[str, dict[Language, float]]]) -> Iterator[str]:
    """A line a call, and what the languages earn on the whole."""
    for name, calls in report.items():
        yield name
        for call, totals in calls.items():
            yield f"  {call:<24}" + "".join(f"{totals[one]:>8.1f}" for one in LANGUAGES) + f"   gap {gap(totals):.1f}"
        means = {one: fmean(totals[one] for totals in calls.values()) for one in LANGUAGES}
        close = sum(gap(totals) <= 5 for totals in calls.values())
        yield f"  {'mean':<24}" + "".join(f"{means[one]:>8.1f}" for one in LANGUAGES) + f"   gap {gap(means):.1f}"
        yield f"  {close} of {len(calls)} calls within 5 points, mean gap {fmean(map(gap, calls.values())):.1f}"


if __name__ == "__main__":
    main()
