"""The sets that people labelled, as `--data DIR` holds them; nothing of them is kept here."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.linear import Document
from trainer.domain.values import Language
from trainer.embedded.reader import cued
from trainer.embedded.utterance import Utterance
from trainer.embedded.weighing import cues_within, edged
from trainer.language.pack import LanguagePack
from trainer.language.weights import tokens


@dataclass(frozen=True)
class Labelled:
    """Texts of one language and what people said of each: a label of 0 or 1, or a degree."""

    name: str
    language: Language
    texts: tuple[str, ...]
    target: np.ndarray


def document_of(text: str, pack: LanguagePack) -> Document:
    """A whole text as the weights see it: its words, and the cues that stand in it."""
    utterance = Utterance(text, pack.language, pack.cues)
    words = tokens(utterance.folded.text)
    return Document(edged(words), cues_within(words, list(cued(utterance, pack))) if words else ())


def bulgarian(folder: Path, part: str) -> Labelled:
    """Toxic against the rest; `part` is train or test."""
    rows = _rows(folder / f"bg_toxic_{part}.jsonl")
    return Labelled("bg_toxic", "bg", _texts(rows), np.array([int(row["toxic"]) for row in rows]))


def arabic(folder: Path) -> Labelled:
    """Offensive against not."""
    rows = _rows(folder / "ar_offensive_mpold.jsonl")
    return Labelled("ar_offensive", "ar", _texts(rows), np.array([int(row["label"] == "Offensive") for row in rows]))


def english(folder: Path) -> Labelled:
    """Politeness in standard deviations from a rater's mean."""
    rows = _rows(folder / "politeness_stanford_wikipedia.jsonl")
    return Labelled("politeness_en", "en", _texts(rows), np.array([float(row["z"]) for row in rows]))


def _texts(rows: list[dict[str, str]]) -> tuple[str, ...]:
    return tuple(row["text"] for row in rows)


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
