"""How each model is fitted. Chosen by cross-validation on the rows that it is fitted on, never on a test half."""

from bench.linear import Recipe
from trainer.language.weights import Grams

DISRESPECT_BG = Recipe(Grams(shortest=3, longest=5, pairs=False, marks=False), strength=3, size=2_900)
DISRESPECT_AR = Recipe(Grams(shortest=2, longest=5, pairs=False, marks=False), strength=10, size=2_900)
POLITENESS_EN = Recipe(Grams(shortest=0, longest=0), strength=3, size=2_900, ridge=True)
CODES = Recipe(Grams(shortest=3, longest=5, marks=False), strength=10, size=500)
"""`size` is of each code."""
