"""Where a model reads otherwise than our reader: `python -m bench.disagreements [--half dev] [--most N] [--json]`.

The model is that of `FIRST_RING_READING_MODEL`. Both read the golden turns of each language; what each sees and the
other does not is listed with the quote, and beside it whether the people who labelled the turn saw it. The scores are
of the codes that words alone show, which are all that a model is asked for.
"""

import argparse
import json
from collections.abc import Iterator
from typing import NamedTuple

from bench import by_model
from bench.golden import GoldenTurn, Labels, compared, golden_turns
from trainer.domain.codebook import FROM_WORDS
from trainer.domain.values import LANGUAGES, Language
from trainer.errors import ModelFailed
from trainer.ports import Reader, Readings


class Disagreement(NamedTuple):
    """A code that one reader sees in a turn and the other does not."""

    turn: str
    code: str
    seen_by: str
    quote: str
    labelled: bool


def main() -> None:
    """Read and list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("dev", "test"), default="dev", help="which half of the golden turns")
    parser.add_argument("--most", type=int, default=0, help="so many turns of each language, for a slow model")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    by_model.Stage.customers = "model"
    services = by_model.services()
    second = services.models.second_reader(services.catalogue.codebook) if services.models else None
    if second is None:
        raise SystemExit("name a reader: FIRST_RING_READING_MODEL, with _URL and _KEY where it needs them")
    for language in LANGUAGES:
        turns = golden_turns(language, arguments.half, services.catalogue)[: arguments.most or None]
        report = beside(turns, services.reader, second)
        print(json.dumps({language: report}, ensure_ascii=False) if arguments.json else page(language, report))


def beside(turns: list[GoldenTurn], first: Reader, second: Reader) -> dict[str, object]:
    """The scores of both readers and their disagreements; a turn that the model fails on is read as empty."""
    heard = [(turn, first.hear(turn.text, turn.listening), _heard(second, turn)) for turn in turns]
    truth = [_words_alone(turn.codes) for turn in turns]
    scores = {
        first.name: compared(list(zip(truth, (_seen(one) for _, one, _ in heard), strict=True)))["micro"].f1,
        second.name: compared(list(zip(truth, (_seen(one) for _, _, one in heard), strict=True)))["micro"].f1,
    }
    listed = [one for turn, mine, theirs in heard for one in disagreements(turn, mine, theirs)]
    return {"turns": len(turns), "micro_f1": scores, "disagreements": [one._asdict() for one in listed]}


def _heard(reader: Reader, turn: GoldenTurn) -> Readings:
    try:
        return reader.hear(turn.text, turn.listening)
    except ModelFailed:
        return Readings(behaviours=(), by=reader.name)


def disagreements(turn: GoldenTurn, mine: Readings, theirs: Readings) -> Iterator[Disagreement]:
    """What each sees and the other does not, of what words alone show."""
    for one, other in ((mine, theirs), (theirs, mine)):
        for code in sorted(_seen(one) - _seen(other)):
            quote = next(seen.quote for seen in one.behaviours if seen.code == code)
            yield Disagreement(turn.id, code, one.by, quote, code in turn.codes)


def _seen(readings: Readings) -> Labels:
    return _words_alone(frozenset(one.code.value for one in readings.behaviours))


def _words_alone(codes: Labels) -> Labels:
    return codes & {code.value for code in FROM_WORDS}


def page(language: Language, report: dict[str, object]) -> str:
    """The scores, then a line a disagreement."""
    scores, listed = report["micro_f1"], report["disagreements"]
    lines = [f"{language}: {report['turns']} turns, micro-F1 {scores}, {len(listed)} disagreements"]  # type: ignore[arg-type]
    for one in listed:  # type: ignore[attr-defined]
        right = "as labelled" if one["labelled"] else "not labelled"
        lines.append(f"  {one['turn']:<10} {one['code']:<22} {one['seen_by']:<24} {right:<12} {one['quote']!r}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
