"""The golden turns: agents' turns labelled twice, apart from each other, and how to compare with them."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from trainer.content.catalogue import YamlCatalogue
from trainer.domain.codebook import EVENT_CODES, Code
from trainer.domain.customer.memory import newcomer
from trainer.domain.values import Language
from trainer.ports import Listening

FOLDER = Path(__file__).parent.parent / "tests" / "golden" / "turns"
Half = Literal["dev", "test"]
Labels = frozenset[str]
SAMPLES = 200
"""Bootstrap samples of an interval; its seed is fixed."""


@dataclass(frozen=True)
class GoldenTurn:
    """A turn in its situation; `first` and `second` are the two labellings, `codes` what they settled on."""

    id: str
    half: Half
    language: Language
    text: str
    listening: Listening
    first: Labels
    second: Labels
    codes: Labels


def golden_turns(language: Language, half: Half, catalogue: YamlCatalogue) -> list[GoldenTurn]:
    """One half of a language's turns."""
    lines = (FOLDER / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_turn(row, language, catalogue) for line in lines if (row := json.loads(line))["half"] == half]


def _turn(row: Mapping[str, object], language: Language, catalogue: YamlCatalogue) -> GoldenTurn:
    persona = catalogue.persona(f"{language}/{row['persona']}")
    scenario = catalogue.scenario(f"{language}/{row['scenario']}")
    told = tuple(str(fact) for fact in row["told"])  # type: ignore[attr-defined]
    identified = any(fact.identifies and fact.id in told for fact in scenario.facts)
    customer = newcomer(persona).model_copy(
        update={"opened": True, "revealed": told, "identified": identified, "open_question": row["open_question"]}
    )
    listening = Listening(language=language, persona=persona, scenario=scenario, customer=customer)
    labels = {name: frozenset(row[name]) for name in ("first", "second", "codes")}  # type: ignore[call-overload]
    return GoldenTurn(str(row["id"]), row["half"], language, str(row["agent"]), listening, **labels)  # type: ignore[arg-type]


Read = Callable[[GoldenTurn], Labels]
NOT_LABELLED = {
    Code.LONG_WINDED,
    Code.CONTRADICTS,
    Code.ADVISES,
    Code.UNDERSTANDS,
    Code.SHARES,
    Code.BRIGHTENS,
}
"""A turn is long-winded by count and contradicts an earlier one by its figures; the rest joined the codebook later."""
TEXT_CODES = tuple(code.value for code in Code if code not in EVENT_CODES | NOT_LABELLED)
"""What is labelled."""


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 with the 95 % interval of F1, and how many turns truly show the code."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float
    positives: int


def compared(pairs: Sequence[tuple[Labels, Labels]]) -> dict[str, Score]:
    """Each code's score and that of all together (`micro`), from pairs of truth and reading."""
    tallies = np.array([[_tally(truth, read, code) for code in TEXT_CODES] for truth, read in pairs])
    rng = np.random.default_rng(2026)
    samples = rng.integers(0, len(pairs), size=(SAMPLES, len(pairs)))
    resampled = np.stack([tallies[sample].sum(0) for sample in samples])
    scores = {code: _score(tallies[:, i].sum(0), resampled[:, i]) for i, code in enumerate(TEXT_CODES)}
    return {**scores, "micro": _score(tallies.sum((0, 1)), resampled.sum(1))}


def _tally(truth: Labels, read: Labels, code: str) -> tuple[int, int, int]:
    return (int(code in truth and code in read), int(code in read), int(code in truth))


def _score(tally: np.ndarray, resampled: np.ndarray) -> Score:
    hits, read, true = (int(one) for one in tally)
    spread = 2 * resampled[:, 0] / np.maximum(1, resampled[:, 1] + resampled[:, 2])
    low, high = np.percentile(spread, [2.5, 97.5])
    return Score(
        hits / max(1, read), hits / max(1, true), 2 * hits / max(1, read + true), float(low), float(high), true
    )


def confusions(turns: Sequence[GoldenTurn], read: Read, most: int) -> list[tuple[str, str, str]]:
    """Turns that were read wrongly: the code with `+` (false alarm) or `-` (missed), the id and the words."""
    wrong = [(f"+{code}", turn) for turn in turns for code in sorted(read(turn) - turn.codes) if code in TEXT_CODES]
    wrong += [(f"-{code}", turn) for turn in turns for code in sorted(turn.codes - read(turn)) if code in TEXT_CODES]
    common = Counter(mark for mark, _ in wrong)
    wrong.sort(key=lambda one: (-common[one[0]], one[0], one[1].id))
    seen: Counter[str] = Counter()
    chosen = []
    for mark, turn in wrong:
        seen[mark] += 1
        if seen[mark] <= 2:
            chosen.append((mark, turn.id, turn.text))
    return chosen[:most]
