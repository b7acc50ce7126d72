"""Fitting of the small linear models: logistic and ridge regression on what `trainer.language.weights` cuts out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log, sqrt

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import KFold, StratifiedKFold

from trainer.language.weights import Grams, grams_in

SEED = 20_26
FOLDS = 5
_PRIOR = 3.0
"""Rare things get a larger say by their idf; this keeps the product near 1."""


@dataclass(frozen=True)
class Document:
    """A text cut into words (with its edges) and what is known of it besides."""

    words: tuple[str, ...]
    extras: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recipe:
    """How a model is fitted: `strength` is the logistic C or the ridge alpha, `size` how many features are kept."""

    grams: Grams
    strength: float
    size: int
    ridge: bool = False
    balanced: bool = True


@dataclass
class Fitted:
    """One label's model, in the units in which it is stored except for the hundredths."""

    bias: float
    features: dict[str, float] = field(default_factory=dict)
    extras: dict[str, float] = field(default_factory=dict)


class Table:
    """Documents as rows, what they are cut into as columns; a column must stand in two documents."""

    def __init__(self, documents: Sequence[Document], grams: Grams) -> None:
        self.grams = grams
        counts = [Counter(grams_in(one.words, grams)) for one in documents]
        seen = Counter(gram for count in counts for gram in count)
        self.names = sorted(gram for gram, times in seen.items() if times > 1)
        self.prior = np.array([(log((1 + len(documents)) / (1 + seen[name])) + 1) / _PRIOR for name in self.names])
        self.columns = {name: index for index, name in enumerate(self.names)}
        self.extras = sorted({extra for one in documents for extra in one.extras})
        self.rows = self._rows(counts, documents)

    def _rows(self, counts: list[Counter[str]], documents: Sequence[Document]) -> csr_matrix:
        data, rows, columns = [], [], []
        for row, count in enumerate(counts):
            spread = sqrt(max(1, sum(count.values())))
            for gram, times in count.items():
                if (column := self.columns.get(gram)) is not None:
                    data.append(times / spread * self.prior[column])
                    rows.append(row)
                    columns.append(column)
        grams = csr_matrix((data, (rows, columns)), shape=(len(counts), len(self.names)))
        known = {name: index for index, name in enumerate(self.extras)}
        more = np.zeros((len(counts), len(self.extras)))
        for row, one in enumerate(documents):
            for extra in one.extras:
                more[row, known[extra]] = 1.0
        return hstack([grams, csr_matrix(more)]).tocsr()

    def fit(self, rows: Sequence[int], target: np.ndarray, recipe: Recipe) -> Fitted:
        """A model of the rows: fitted on everything, cut down to the weightiest features, fitted again."""
        chosen_rows = np.asarray(rows)
        matrix = self.rows[chosen_rows]
        whole = _regression(recipe).fit(matrix, target[chosen_rows])
        grams = len(self.names)
        weight = np.abs(whole.coef_.ravel()[:grams]) * np.sqrt(
            np.asarray(matrix.multiply(matrix).sum(0)).ravel()[:grams]
        )
        chosen = np.concatenate([np.sort(np.argsort(-weight)[: recipe.size]), np.arange(grams, matrix.shape[1])])
        model = _regression(recipe).fit(matrix[:, chosen], target[chosen_rows])
        fitted = Fitted(float(np.ravel(model.intercept_)[0]))
        for column, coefficient in zip(chosen, np.ravel(model.coef_), strict=True):
            if column < grams:
                fitted.features[self.names[column]] = float(coefficient * self.prior[column])
            else:
                fitted.extras[self.extras[column - grams]] = float(coefficient)
        return fitted

    def score(self, rows: Sequence[int], fitted: Fitted) -> np.ndarray:
        """The model's score of each row."""
        coefficients = np.zeros(self.rows.shape[1])
        for name, weight in fitted.features.items():
            coefficients[self.columns[name]] = weight / self.prior[self.columns[name]]
        for name, weight in fitted.extras.items():
            coefficients[len(self.names) + self.extras.index(name)] = weight
        return np.asarray(self.rows[np.asarray(rows)] @ coefficients) + fitted.bias


def cross_validated(
    documents: Sequence[Document], target: np.ndarray, recipe: Recipe, table: Table | None = None
) -> np.ndarray:
    """The score of each document by a model fitted on the other four folds; the seed is fixed."""
    splitter = KFold if recipe.ridge else StratifiedKFold
    scores = np.zeros(len(documents))
    table = table or Table(documents, recipe.grams)
    for train, test in splitter(FOLDS, shuffle=True, random_state=SEED).split(np.zeros(len(target)), target):
        scores[test] = table.score(test, table.fit(train, target, recipe))
    return scores


def _regression(recipe: Recipe) -> LogisticRegression | Ridge:
    if recipe.ridge:
        return Ridge(alpha=recipe.strength)
    return LogisticRegression(
        C=recipe.strength, max_iter=3000, class_weight="balanced" if recipe.balanced else None, random_state=SEED
    )
