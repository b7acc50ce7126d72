"""The sentences that the codes are fitted on: `codes<TAB>sentence`, written for it in three languages."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.golden import GoldenTurn
from bench.linear import Document
from bench.phrases import phrases_of
from trainer.domain.codebook import Code
from trainer.domain.scenario import Scenario
from trainer.domain.values import Language
from trainer.embedded.reader import cued
from trainer.embedded.utterance import Utterance
from trainer.embedded.weighing import stretches
from trainer.language.pack import CODES, LanguagePack

FOLDER = Path(__file__).parent
UNWEIGHED = frozenset({Code.PROMISES_FORBIDDEN})
"""What depends on the scenario and is left to its cues."""
FEWEST = 10
"""Sentences from which a code is worth fitting."""


@dataclass(frozen=True)
class Sentences:
    """Sentences as the reader weighs them; `target[i, j]` is 1 where sentence `i` shows `labels[j]`."""

    labels: tuple[str, ...]
    documents: tuple[Document, ...]
    target: np.ndarray


def sentences_of(
    language: Language, pack: LanguagePack, scenarios: Iterable[Scenario], turns: Iterable[GoldenTurn] = ()
) -> Sentences:
    """All sentences of a language and these turns, with what its cues say of them, and phrases of its cues."""
    rows = [line.split("\t") for line in _lines(language)]
    shown = [set(codes.split(",")) - {"-"} for codes, _ in rows]
    counts = Counter(code for codes in shown for code in codes)
    labels = tuple(sorted(code for code, count in counts.items() if count >= FEWEST and code not in UNWEIGHED))
    documents = [_document(text, pack) for _, text in rows]
    for document, codes in (row for turn in turns for row in _windows_of(turn, pack)):
        documents.append(document)
        shown.append(codes)
    for code, phrase in phrases_of(pack, scenarios):
        if code in labels:
            documents.append(Document(phrase))
            shown.append({code.value})
    target = np.array([[int(label in one) for label in labels] for one in shown])
    return Sentences(labels, tuple(documents), target)


def _lines(language: Language) -> list[str]:
    path = FOLDER / f"{language}.tsv"
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()] if path.exists() else []


def _document(text: str, pack: LanguagePack) -> Document:
    """One row: its windows laid together, for a row is one sentence or two short ones."""
    utterance = Utterance(text, pack.language, pack.cues)
    hits = list(cued(utterance, pack))
    found = [window for stretch in stretches(utterance, hits, pack) for window in stretch.windows]
    words = tuple(word for window in found for word in window.words)
    return Document(words, tuple(dict.fromkeys(extra for window in found for extra in window.extras)))


def _windows_of(turn: GoldenTurn, pack: LanguagePack) -> Iterator[tuple[Document, set[str]]]:
    """A turn's windows; a code of the turn goes to the window which the stored weights find likeliest to show it."""
    utterance = Utterance(turn.text, pack.language, pack.cues)
    found = [window for one in stretches(utterance, list(cued(utterance, pack)), pack) for window in one.windows]
    labels = pack.weights[CODES].labels if CODES in pack.weights else ()
    scores = (
        np.array([pack.weigh(CODES, window.words, window.extras) for window in found])
        if labels
        else np.zeros((len(found), 0))
    )
    likeliest = {code: int(scores[:, labels.index(code)].argmax()) for code in turn.codes if code in labels and found}
    for index, window in enumerate(found):
        yield Document(window.words, window.extras), {code for code, best in likeliest.items() if best == index}
