"""Fit and store the weights that the reader uses: `python -m bench.fitting [--data DIR] [--languages en,ar,bg]`.

The codes are fitted on the sentences of `bench/sentences/`, written for it, and on the dev half of the golden turns.
For new cuts: `bench.fitting --sentences-only`, `bench.cuts`, `bench.fitting`. Disrespect (bg, ar) and politeness (en)
need DIR, which holds the sets named in NOTICE; without it the stored ones stay as they are.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench import labelled, recipes
from bench.golden import golden_turns
from bench.labelled import Labelled, document_of
from bench.linear import Fitted, Recipe, Table
from bench.sentences import Sentences, sentences_of
from trainer.content.catalogue import YamlCatalogue
from trainer.domain.values import LANGUAGES, Language

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Fit, and say how large each file became."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="the folder of the labelled sets")
    parser.add_argument("--languages", default=",".join(LANGUAGES), help="en,ar,bg")
    parser.add_argument(
        "--sentences-only", action="store_true", help="leave the golden dev half out, to choose cuts on it"
    )
    arguments = parser.parse_args()
    languages = [one for one in LANGUAGES if one in arguments.languages.split(",")]
    if arguments.data:
        for name, sample, recipe in _manners(arguments.data, languages):
            _store(sample.language, name, recipe, [name], [_manner(sample, recipe)])
    for language in languages:
        _fit_codes(language, arguments.sentences_only)


def _manners(folder: Path, languages: list[Language]) -> Iterator[tuple[str, Labelled, Recipe]]:
    if "bg" in languages:
        yield "disrespect", labelled.bulgarian(folder, "train"), recipes.DISRESPECT_BG
    if "ar" in languages:
        yield "disrespect", labelled.arabic(folder), recipes.DISRESPECT_AR
    if "en" in languages:
        yield "politeness", labelled.english(folder), recipes.POLITENESS_EN


def _manner(sample: Labelled, recipe: Recipe) -> Fitted:
    pack = YamlCatalogue(ROOT).pack(sample.language)
    documents = [document_of(text, pack) for text in sample.texts]
    return Table(documents, recipe.grams).fit(range(len(documents)), sample.target, recipe)


def _fit_codes(language: Language, sentences_only: bool) -> None:
    catalogue = YamlCatalogue(ROOT)
    scenarios = [catalogue.scenario(name) for name in catalogue.scenarios() if name.startswith(f"{language}/")]
    turns = [] if sentences_only else golden_turns(language, "dev", catalogue)
    sample = sentences_of(language, catalogue.pack(language), scenarios, turns)
    if sample.documents:
        table = Table(sample.documents, recipes.CODES.grams)
        fitted = [_code(sample, table, label) for label in range(len(sample.labels))]
        _store(language, "codes", recipes.CODES, list(sample.labels), fitted)


def _code(sample: Sentences, table: Table, label: int) -> Fitted:
    """One code against the rest. What no cue had found must be surer than what a cue proposes."""
    fitted = table.fit(range(len(sample.documents)), sample.target[:, label], recipes.CODES)
    fitted.bias -= recipes.cut_of(sample.labels[label])
    cue = f"cue:{sample.labels[label]}"
    fitted.extras[cue] = fitted.extras.get(cue, 0.0) + recipes.LENIENT
    return fitted


def _store(language: Language, measures: str, recipe: Recipe, labels: list[str], models: list[Fitted]) -> None:
    """Write one file, a feature a line, so that a change can be read."""
    head = {
        "kind": "weights",
        "language": language,
        "measures": measures,
        "grams": recipe.grams.model_dump(),
        "labels": labels,
        "bias": [round(model.bias, 3) for model in models],
        "extras": _flat([model.extras for model in models]),
    }
    features = _flat([model.features for model in models])
    lines = ",\n".join(f"{json.dumps(name, ensure_ascii=False)}:{_short(features[name])}" for name in sorted(features))
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1] + f',"features":{{\n{lines}\n}}}}\n'
    path = ROOT / "trainer" / "language" / language / "weights" / f"{measures}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {len(features)} features, {path.stat().st_size / 1024:.0f} KiB")


def _short(flat: list[int]) -> str:
    return json.dumps(flat, separators=(",", ":"))


def _flat(models: list[dict[str, float]]) -> dict[str, list[int]]:
    """Feature to `label, weight in hundredths, label, ...`; what rounds to nothing is left out."""
    flat: dict[str, list[int]] = {}
    for label, model in enumerate(models):
        for name, weight in model.items():
            if hundredths := int(np.round(weight * 100)):
                flat.setdefault(name, []).extend((label, hundredths))
    return flat


if __name__ == "__main__":
    main()
