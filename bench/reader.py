"""How well the embedded reader hears: `python -m bench.reader [--data DIR] [--cv] [--half dev|test] [--json]`.

Golden turns: per code and language precision, recall and F1 with 95 % intervals, beside what cues alone reach and what
the two labellings reach against each other. DIR (the sets named in NOTICE): disrespect and politeness by the stored
weights, which are never refitted here, beside word lists alone; with `--cv` also by models fitted on four folds and
scored on the fifth. Besides: false alarms on ordinary service sentences, and time per turn.
"""

import argparse
import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path

from bench import reader_sets as sets
from bench.golden import FOLDER, GoldenTurn, Labels, Score, compared, confusions, golden_turns
from bench.reader_speed import median_ms
from trainer.content.catalogue import YamlCatalogue
from trainer.domain.codebook import EVENT_CODES
from trainer.domain.values import LANGUAGES, Language
from trainer.embedded.reader import EmbeddedReader
from trainer.language.pack import LanguagePack

ROOT = Path(__file__).parent.parent
SHOWN = 40
"""Wrongly read turns that are printed for each language."""


def main() -> None:
    """Measure, and print a report or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="the folder of the labelled sets")
    parser.add_argument("--cv", action="store_true", help="cross-validate the models of the labelled sets too")
    parser.add_argument("--half", choices=("dev", "test"), default="dev", help="which half of the golden turns (dev)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--confusions", action="store_true", help="print turns that were read wrongly")
    arguments = parser.parse_args()
    catalogue = YamlCatalogue(ROOT)
    packs = {language: catalogue.pack(language) for language in LANGUAGES}
    report = {
        "half": arguments.half,
        "golden": {language: _golden(language, arguments, catalogue, packs) for language in LANGUAGES},
        "false_alarms": {language: sets.false_alarms(packs[language]) for language in LANGUAGES},
        "sets": sets.sets(arguments.data, packs, arguments.cv) if arguments.data else {},
        "turn_ms_p50": {language: median_ms(language, packs, catalogue) for language in LANGUAGES},
    }
    report["codes"] = {language: report["golden"][language]["codes"] for language in LANGUAGES}
    print(json.dumps(report, ensure_ascii=False) if arguments.json else _page(report))


def _golden(
    language: Language, arguments: argparse.Namespace, catalogue: YamlCatalogue, packs: Mapping[Language, LanguagePack]
) -> dict[str, object]:
    if not (FOLDER / f"{language}.jsonl").exists():
        return {"codes": {}}
    turns = golden_turns(language, arguments.half, catalogue)
    cues_only = {language: dataclasses.replace(packs[language], weights={})}
    read, by_cues = _reading(EmbeddedReader(packs)), _reading(EmbeddedReader(cues_only))
    scores = compared([(turn.codes, read(turn)) for turn in turns])
    return {
        "codes": {code: dataclasses.asdict(score) for code, score in scores.items()},
        "turns": len(turns),
        "labellings": compared([(turn.first, turn.second) for turn in turns])["micro"].f1,
        "cues_alone": compared([(turn.codes, by_cues(turn)) for turn in turns])["micro"].f1,
        "confusions": confusions(turns, read, SHOWN) if arguments.confusions else [],
    }


class _reading:  # noqa: N801 - it is used as a function
    """Reads a turn into the names of its codes, once."""

    def __init__(self, reader: EmbeddedReader) -> None:
        self._reader = reader
        self._known: dict[str, Labels] = {}

    def __call__(self, turn: GoldenTurn) -> Labels:
        if turn.id not in self._known:
            found = self._reader.read(turn.text, turn.listening)
            self._known[turn.id] = frozenset(one.code.value for one in found if one.code not in EVENT_CODES)
        return self._known[turn.id]


def _page(report: dict[str, dict]) -> str:  # type: ignore[type-arg]
    lines = [f"Golden turns, {report['half']} half: F1 with its 95 % interval, precision, recall, turns"]
    for language, golden in report["golden"].items():
        if not golden["codes"]:
            continue
        lines += ["", f"{language}: {golden['turns']} turns; labellings against each other {golden['labellings']:.2f}"]
        for code, score in sorted(golden["codes"].items(), key=lambda one: (one[0] != "micro", one[1]["f1"])):
            lines.append(_line(code, Score(**score)))
        lines.append(f"  by cues alone: micro {golden['cues_alone']:.2f}")
        lines += [f"    {mark:<26} {id}  {text}" for mark, id, text in golden["confusions"]]
    lines += ["", "Labelled sets"]
    lines += [f"  {name}: " + ", ".join(f"{k} {v:.3f}" for k, v in one.items()) for name, one in report["sets"].items()]
    lines += ["", "False alarms on ordinary service sentences (insult, dismissal, blame, argument, threat)"]
    lines += [f"  {language}: {rate:.1%}" for language, rate in report["false_alarms"].items() if rate is not None]
    lines += ["", "A turn of 25 words, median"]
    lines += [f"  {language}: {ms:.2f} ms" for language, ms in report["turn_ms_p50"].items()]
    return "\n".join(lines)


def _line(code: str, score: Score) -> str:
    interval = f"{score.low:.2f}-{score.high:.2f}"
    return f"  {code:<26} {score.f1:.2f} ({interval})  {score.precision:.2f} {score.recall:.2f}  {score.positives:>4}"


if __name__ == "__main__":
    main()
