"""The sentences that the codes are fitted on: `codes<TAB>sentence`, written for it in three languages."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.linear import Document
from trainer.domain.values import Language
from trainer.embedded.reader import cued
from trainer.embedded.utterance import Utterance
from trainer.embedded.weighing import stretches
from trainer.language.pack import LanguagePack

FOLDER = Path(__file__).parent
FEWEST = 10
"""Sentences from which a code is worth fitting."""


@dataclass(frozen=True)
class Sentences:
    """Sentences as the reader weighs them; `target[i, j]` is 1 where sentence `i` shows `labels[j]`."""

    labels: tuple[str, ...]
    documents: tuple[Document, ...]
    target: np.ndarray


def sentences_of(language: Language, pack: LanguagePack) -> Sentences:
    """All sentences of a language, with what its cues say of them."""
    rows = [line.split("\t") for line in _lines(language)]
    shown = [set(codes.split(",")) - {"-"} for codes, _ in rows]
    counts = {code: sum(code in one for one in shown) for codes in shown for code in codes}
    labels = tuple(sorted(code for code, count in counts.items() if count >= FEWEST))
    documents = tuple(_document(text, pack) for _, text in rows)
    target = np.array([[int(label in one) for label in labels] for one in shown])
    return Sentences(labels, documents, target)


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
