"""The sets that people labelled, and ordinary service sentences, against the stored weights."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr
from sklearn.metrics import f1_score

from bench import labelled, recipes
from bench.labelled import Labelled, document_of
from bench.linear import Document, Recipe, cross_validated
from trainer.domain.codebook import Code
from trainer.domain.values import Language
from trainer.embedded.reader import EmbeddedReader, cued
from trainer.embedded.utterance import Utterance
from trainer.language.pack import LanguagePack
from trainer.ports import Listening

SERVICE = Path(__file__).parent.parent / "tests" / "golden" / "service"
RUDE = frozenset({Code.INSULTS, Code.DISMISSES, Code.BLAMES, Code.ARGUES, Code.THREATENS})
Packs = Mapping[Language, LanguagePack]


def sets(folder: Path, packs: Packs, cross_validate: bool) -> dict[str, dict[str, float]]:
    """Macro-F1 and Spearman by the stored weights, by word lists, and by cross-validation where asked for."""
    bulgarian, arabic, english = labelled.bulgarian(folder, "test"), labelled.arabic(folder), labelled.english(folder)
    found = {
        "bg_toxic": _disrespect(bulgarian, packs["bg"]),
        "ar_offensive": _disrespect(arabic, packs["ar"]),
        "politeness_en": {"spearman": _spearman(_stored(english, packs["en"], "politeness"), english)},
    }
    if cross_validate:
        train = labelled.bulgarian(folder, "train")
        for mark, with_lists in (("", True), ("_weights_alone", False)):
            scores = _cv(train, recipes.DISRESPECT_BG, packs["bg"], with_lists)
            found["bg_toxic"][f"macro_f1_cv_train{mark}"] = _macro(scores > 0, train)
            scores = _cv(arabic, recipes.DISRESPECT_AR, packs["ar"], with_lists)
            found["ar_offensive"][f"macro_f1_cv{mark}"] = _macro(scores > 0, arabic)
            scores = _cv(english, recipes.POLITENESS_EN, packs["en"], with_lists)
            found["politeness_en"][f"spearman_cv{mark}"] = _spearman(scores, english)
    return found


def false_alarms(pack: LanguagePack) -> float | None:
    """The share of ordinary service sentences in which the reader hears anything rude; `None` without sentences."""
    path = SERVICE / f"{pack.language}.txt"
    if not path.exists():
        return None
    reader = EmbeddedReader({pack.language: pack})
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    alarms = [line for line in lines if _rude(reader, line, pack.language)]
    return len(alarms) / len(lines)


def _rude(reader: EmbeddedReader, text: str, language: Language) -> bool:
    return any(one.code in RUDE for one in reader.read(text, Listening(language=language)))


def _disrespect(sample: Labelled, pack: LanguagePack) -> dict[str, float]:
    lists = np.array([_by_lists(text, pack) for text in sample.texts])
    stored = _stored(sample, pack, "disrespect") > 0
    return {"macro_f1": _macro(stored, sample), "macro_f1_word_lists_alone": _macro(lists, sample)}


def _by_lists(text: str, pack: LanguagePack) -> bool:
    utterance = Utterance(text, pack.language, pack.cues)
    return any(hit.code in RUDE and not hit.denied for hit in cued(utterance, pack))


def _stored(sample: Labelled, pack: LanguagePack, measure: str) -> np.ndarray:
    documents = (document_of(text, pack) for text in sample.texts)
    return np.array([pack.weigh(measure, one.words, one.extras)[0] for one in documents])


def _cv(sample: Labelled, recipe: Recipe, pack: LanguagePack, with_lists: bool) -> np.ndarray:
    documents = [document_of(text, pack) for text in sample.texts]
    if not with_lists:
        documents = [Document(one.words) for one in documents]
    return cross_validated(documents, sample.target, recipe)


def _macro(found: Sequence[bool] | np.ndarray, sample: Labelled) -> float:
    return float(f1_score(sample.target, np.asarray(found).astype(int), average="macro"))


def _spearman(scores: np.ndarray, sample: Labelled) -> float:
    return float(spearmanr(scores, sample.target)[0])
