"""How each model is fitted. Chosen by cross-validation on the rows that it is fitted on, never on a test half."""

import json
from pathlib import Path

from bench.linear import Recipe
from trainer.language.weights import Grams

DISRESPECT_BG = Recipe(Grams(shortest=3, longest=5, pairs=False, marks=False), strength=3, size=2_900)
DISRESPECT_AR = Recipe(Grams(shortest=2, longest=5, pairs=False, marks=False), strength=10, size=2_900)
POLITENESS_EN = Recipe(Grams(shortest=0, longest=0), strength=3, size=2_900, ridge=True)
CODES = Recipe(Grams(shortest=3, longest=5, marks=False), strength=30, size=3_000, balanced=False)
"""`size` is of each code."""
LENIENT = 1.0
"""What a score may fall short of the cut where a cue has proposed the code; from the dev half of the golden turns."""
CUTS = Path(__file__).parent / "cuts.json"


def cut_of(code: str) -> float:
    """What the score of a code must exceed; chosen by `bench.cuts`."""
    return float(json.loads(CUTS.read_text(encoding="utf-8")).get(code, 0.0)) if CUTS.exists() else 0.0
