"""Choose how sure the weights must be of each code, on the dev half of the golden turns: `python -m bench.cuts`.

One cut a code for all languages, so that none is tuned to its own 150 turns. Run it after `bench.fitting`, whose
weights it cuts; fitting then stores the cuts with the weights.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench import recipes
from bench.golden import FOLDER, GoldenTurn, golden_turns
from trainer.content.catalogue import YamlCatalogue
from trainer.domain.codebook import Code
from trainer.domain.customer.reactions import HURTS
from trainer.domain.values import LANGUAGES
from trainer.embedded.reader import cued
from trainer.embedded.utterance import Utterance
from trainer.embedded.weighing import stretches
from trainer.language.pack import CODES, LanguagePack

ROOT = Path(__file__).parent.parent
CANDIDATES = np.arange(-2.0, 2.01, 0.25)
PRICE = 0.02
"""F1 that a cut must gain for each point that it moves away from nought."""


def main() -> None:
    """Write the cuts beside this file."""
    catalogue = YamlCatalogue(ROOT)
    seen: dict[str, list[tuple[float, bool]]] = {}
    for language in LANGUAGES:
        if (FOLDER / f"{language}.jsonl").exists():
            pack = catalogue.pack(language)
            for turn in golden_turns(language, "dev", catalogue):
                for code, score in _loudest(turn, pack):
                    seen.setdefault(code, []).append((score, code in turn.codes))
    cuts = {code: _best(np.array(rows), _candidates(code)) for code, rows in sorted(seen.items())}
    recipes.CUTS.write_text(json.dumps(cuts, indent=1) + "\n", encoding="utf-8")
    print(cuts)


def _loudest(turn: GoldenTurn, pack: LanguagePack) -> Iterator[tuple[str, float]]:
    """Each code's highest score in the turn, before any cut."""
    utterance = Utterance(turn.text, pack.language, pack.cues)
    labels = pack.weights[CODES].labels
    best = dict.fromkeys(labels, -99.0)
    for stretch in stretches(utterance, list(cued(utterance, pack)), pack):
        for window in stretch.windows:
            for label, score in zip(labels, pack.weigh(CODES, window.words, window.extras), strict=True):
                best[label] = max(best[label], score + recipes.cut_of(label))
    yield from best.items()


def _candidates(code: str) -> np.ndarray:
    """A hurt that was none costs an agent more than one that is missed: no hurt is read on less than even odds."""
    return CANDIDATES[CANDIDATES >= 0] if Code(code) in HURTS else CANDIDATES


def _best(rows: np.ndarray, candidates: np.ndarray) -> float:
    scores, truth = rows[:, 0], rows[:, 1] > 0
    values = [_f1(scores > cut, truth) - PRICE * abs(cut) for cut in candidates]
    return float(candidates[int(np.argmax(values))])


def _f1(found: np.ndarray, truth: np.ndarray) -> float:
    return float(2 * (found & truth).sum() / max(1, found.sum() + truth.sum()))


if __name__ == "__main__":
    main()
