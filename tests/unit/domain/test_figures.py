"""What many calls come to, with how sure that is, and what it says to whoever took them."""

from datetime import timedelta

import pytest

from tests.builders import NOON, an_attempt
from trainer.domain.figures import group, groups, spreads, weekly
from trainer.domain.growth import Days, Pairing, days, next_pairing, weakest
from trainer.domain.uncertainty import mean_of, share_of, spread_of


def test_under_three_values_there_is_no_mean() -> None:
    assert mean_of([80.0, 90.0]) is None
    assert mean_of([]) is None


def test_a_mean_comes_with_students_interval() -> None:
    found = mean_of([70.0, 80.0, 90.0])
    assert found is not None
    # t(2; 0.975) = 4.303, s = 10, n = 3.
    assert found.mean == 80
    assert found.low == pytest.approx(80 - 4.303 * 10 / 3**0.5, abs=0.05)
    assert found.high == 100


def test_many_values_take_the_normal_one() -> None:
    found = mean_of([float(one % 10) for one in range(400)])
    assert found is not None
    assert found.high - found.mean == pytest.approx(1.96 * 2.876 / 20, abs=0.01)


def test_a_share_of_few_is_wide_and_of_none_is_nothing() -> None:
    assert share_of(0, 0) is None
    found = share_of(4, 5)
    assert found is not None
    # Wilson's interval of 4 of 5.
    assert (round(found.low, 1), round(found.high, 1)) == (37.6, 96.4)


def test_a_spread_has_the_quarters_between_the_values() -> None:
    assert spread_of([]) is None
    assert spread_of([4.0, 1.0, 3.0, 2.0]) == (1.0, 1.75, 2.5, 3.25, 4.0)


def test_a_group_counts_what_is_graded_and_says_when_it_is_few() -> None:
    found = group(
        "north", [an_attempt(1), an_attempt(2, passed=False, total=40.0), an_attempt(3, total=None, passed=None)]
    )
    assert (found.calls, found.graded, found.passes, found.few) == (3, 2, 1, True)


def test_groups_come_by_name_and_weeks_by_their_monday() -> None:
    calls = [an_attempt(1, trainee="omar"), an_attempt(2), an_attempt(24 * 8)]
    assert [(one.name, one.calls) for one in groups(calls, lambda one: one.trainee)] == [("lina", 2), ("omar", 1)]
    assert [(monday.isoformat(), one.calls) for monday, one in weekly(calls)] == [("2026-03-02", 2), ("2026-03-09", 1)]


def test_spreads_come_by_criterion() -> None:
    calls = [an_attempt(1, levels=(("empathy", 20.0), ("clarity", 60.0))), an_attempt(2, levels=(("empathy", 40.0),))]
    assert {name: (spread.middle, count) for name, (spread, count) in spreads(calls).items()} == {
        "empathy": (30.0, 2),
        "clarity": (60.0, 1),
    }


def test_days_in_a_row_hold_until_a_whole_day_was_missed() -> None:
    calls = [an_attempt(1), an_attempt(25), an_attempt(26)]
    today = (NOON + timedelta(days=1)).date()
    assert days(calls, today) == Days(today=2, streak=2)
    assert days(calls, today + timedelta(days=1)) == Days(today=0, streak=2)
    assert days(calls, today + timedelta(days=2)) == Days(today=0, streak=0)
    assert days([an_attempt(1, answered=False)], NOON.date()) == Days(today=0, streak=0)


def test_the_weakest_criterion_is_that_of_the_last_calls() -> None:
    old = [an_attempt(one, levels=(("clarity", 0.0), ("empathy", 90.0))) for one in range(1, 4)]
    new = [an_attempt(10 + one, levels=(("clarity", 80.0), ("empathy", 30.0))) for one in range(5)]
    found = weakest([*new, *old])
    assert found == ("empathy", 30.0, 5)
    assert weakest([]) is None


def test_what_was_never_tried_comes_before_what_went_badly() -> None:
    pairings = [Pairing("en/angry", "en/billed-twice"), Pairing("en/confused", "en/billed-twice")]
    assert next_pairing([], pairings, None) == pairings[0]
    assert next_pairing([an_attempt(1)], pairings, None) == pairings[1]
    both = [an_attempt(1), an_attempt(2, persona="en/confused", levels=(("empathy", 20.0),))]
    assert next_pairing(both, pairings, "empathy") == pairings[1]
    assert next_pairing([], [], None) is None
