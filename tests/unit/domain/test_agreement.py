"""Agreement statistics against published worked examples and against other people's implementations."""

import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr
from sklearn.metrics import cohen_kappa_score

from trainer.domain.agreement import (
    Pair,
    Table,
    exact,
    icc_2_1,
    interval,
    krippendorff_alpha,
    quadratic_kappa,
    spearman,
    within_one,
)

SHROUT_FLEISS = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]
"""Six targets by four judges: Shrout and Fleiss 1979, table 2."""
N = None
KRIPPENDORFF = list(
    zip(
        (1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N),
        (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3),
        (N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N),
        (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N),
        strict=True,
    )
)
"""Four observers, twelve units, some missing: Krippendorff 2011, section D."""
IQ_AND_TELEVISION = [
    (86, 2),
    (97, 20),
    (99, 28),
    (100, 27),
    (101, 50),
    (103, 29),
    (106, 7),
    (110, 17),
    (112, 6),
    (113, 12),
]
"""The textbook example of Spearman's rho: -29/165."""

level = st.integers(1, 5)


def test_the_intraclass_correlation_is_the_published_one() -> None:
    assert icc_2_1(SHROUT_FLEISS) == pytest.approx(0.29, abs=0.005)


@pytest.mark.parametrize(("distance", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_krippendorffs_alpha_is_the_published_one(distance: str, value: float) -> None:
    assert krippendorff_alpha(KRIPPENDORFF, distance) == pytest.approx(value, abs=0.0006)  # type: ignore[arg-type]


def test_spearmans_rho_is_the_published_one() -> None:
    assert spearman(IQ_AND_TELEVISION) == pytest.approx(-29 / 165)


@given(st.lists(st.tuples(level, level), min_size=2, max_size=40))
def test_kappa_is_that_of_another_implementation(pairs: list[tuple[int, int]]) -> None:
    ours = quadratic_kappa(pairs)
    first, second = zip(*pairs, strict=True)
    if ours is None:
        assert len({*first, *second}) == 1
    else:
        assert ours == pytest.approx(
            cohen_kappa_score(first, second, weights="quadratic", labels=[1, 2, 3, 4, 5]), abs=1e-9
        )


@given(st.lists(st.tuples(level, level), min_size=3, max_size=40))
def test_rho_is_that_of_another_implementation(pairs: list[tuple[int, int]]) -> None:
    ours = spearman(pairs)
    if ours is not None:
        assert ours == pytest.approx(spearmanr(*zip(*pairs, strict=True))[0], abs=1e-9)


def test_a_constant_grader_agrees_no_more_than_chance() -> None:
    assert quadratic_kappa([(3, 1), (3, 5), (3, 2)]) == pytest.approx(0)


@pytest.mark.parametrize("statistic", [quadratic_kappa, spearman, exact, within_one])
def test_nothing_to_compare_is_undefined(statistic: Callable[[Sequence[Pair]], float | None]) -> None:
    assert statistic([]) is None


@pytest.mark.parametrize("table", [[], [(1, 1)], [(2, 2), (2, 2)], [(1, None), (None, 2)]])
def test_tables_that_say_nothing_are_undefined(table: Table) -> None:
    assert icc_2_1(table) is None
    assert krippendorff_alpha(table) is None


def test_shares_of_agreement() -> None:
    pairs = [(1, 1), (2, 3), (1, 4), (5, 5)]
    assert exact(pairs) == 0.5
    assert within_one(pairs) == 0.75


def test_an_interval_is_repeatable_and_holds_the_figure() -> None:
    rng = random.Random(1)
    pairs: list[Pair] = [(one, min(5, one + rng.randint(0, 1))) for one in (rng.randint(1, 4) for _ in range(60))]
    found = interval(pairs, quadratic_kappa, samples=300)
    figure = quadratic_kappa(pairs)
    assert found is not None
    assert figure is not None
    assert found.low < figure < found.high
    assert found == interval(pairs, quadratic_kappa, samples=300)
    assert interval([], quadratic_kappa) is None
