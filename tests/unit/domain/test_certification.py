"""What leads to a certificate, line by line, and how a person stands after what was done."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import NOON, an_attempt
from trainer.domain.certification import Issued, Programme, Refused, Revoked, months_after, standing, way
from trainer.domain.persona import Temperament

KINDS: dict[str, Temperament] = {"en/angry": "angry", "en/confused": "confused", "en/hesitant": "hesitant"}


def a_programme(**changed: object) -> Programme:
    name = {"en": "First line", "ar": "الخط الأول", "bg": "Първа линия"}
    plain: dict[str, object] = {
        "kind": "programme",
        "name": name,
        "about": name,
        "rubric": "foundations",
        "calls": 5,
        "passing": 2,
        "mark": 85,
        "temperaments": {"angry": 1, "confused": 1},
    }
    return Programme.model_validate({**plain, **changed})


def have(programme: Programme, *attempts: object, since: datetime | None = None) -> dict[str, int]:
    found = way(programme, attempts, KINDS.get, since)  # type: ignore[arg-type]
    return {one.temperament or one.kind: one.have for one in found.conditions}


def test_calls_at_the_mark_and_callers_are_counted_apart() -> None:
    calls = (
        an_attempt(1, persona="en/angry", total=90.0),
        an_attempt(2, persona="en/confused", total=84.9),
        an_attempt(3, persona="en/hesitant", total=85.0),
    )
    assert have(a_programme(), *calls) == {"calls": 2, "angry": 1, "confused": 0, "critical": 0, "contested": 0}


def test_the_way_is_met_when_every_line_is() -> None:
    calls = (an_attempt(1, persona="en/angry"), an_attempt(2, persona="en/confused"))
    assert way(a_programme(), calls, KINDS.get).met
    contested = an_attempt(3, persona="en/hesitant", why=(("contested", ("empathy",)),))
    assert not way(a_programme(), (*calls, contested), KINDS.get).met
    critical = an_attempt(3, persona="en/hesitant", critical=("insult",), passed=False)
    assert not way(a_programme(), (*calls, critical), KINDS.get).met
    assert way(a_programme(no_critical_error=False), (*calls, critical), KINDS.get).met


@pytest.mark.parametrize(
    "changed",
    [
        {"official": False},
        {"graded": False},
        {"answered": False},
        {"rubric": "complaint"},
        {"passed": False},
        {"total": None},
    ],
)
def test_only_an_official_graded_and_passed_call_under_the_rubric_counts(changed: dict[str, object]) -> None:
    assert have(a_programme(), an_attempt(1, **changed))["calls"] == 0


def test_the_same_pairing_counts_once_and_practice_on_it_uses_it_up() -> None:
    assert have(a_programme(), an_attempt(1), an_attempt(2))["calls"] == 1
    assert have(a_programme(), an_attempt(1, official=False), an_attempt(2))["calls"] == 0
    assert have(a_programme(fresh="any"), an_attempt(1), an_attempt(2))["calls"] == 2
    elsewhere = an_attempt(2, persona="en/confused")
    assert have(a_programme(), an_attempt(1), elsewhere)["calls"] == 2
    assert have(a_programme(fresh="scenario"), an_attempt(1), elsewhere)["calls"] == 1


def test_only_the_last_calls_are_looked_at() -> None:
    calls = [an_attempt(1, critical=("insult",)), an_attempt(2, persona="en/confused"), an_attempt(3, persona="x")]
    assert have(a_programme(calls=2), *calls)["critical"] == 0


def test_another_language_counts_only_where_none_is_named() -> None:
    arabic = an_attempt(1, language="ar")
    assert have(a_programme(), arabic)["calls"] == 1
    assert have(a_programme(language="en"), arabic)["calls"] == 0


def test_after_a_decision_the_way_begins_anew() -> None:
    assert have(a_programme(), an_attempt(1), since=NOON + timedelta(hours=2))["calls"] == 0


UNTIL = NOON + timedelta(days=365)
ISSUED = Issued(by="manager", at=NOON, code="c1", calls=("call-1",), until=UNTIL, version="v")
REVOKED = Revoked(by="manager", at=NOON + timedelta(days=1), code="c1", words="taken by somebody else")
REFUSED = Refused(by="manager", at=NOON + timedelta(days=2), words="too soon for this")


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        ((), "none"),
        ((ISSUED,), "valid"),
        ((ISSUED, REVOKED), "revoked"),
        ((REFUSED,), "refused"),
        ((ISSUED, REFUSED), "valid"),
        ((ISSUED, REVOKED, REFUSED), "refused"),
        ((ISSUED, REVOKED, ISSUED.model_copy(update={"code": "c2"})), "valid"),
    ],
)
def test_how_somebody_stands_follows_from_what_was_done(
    acts: tuple[Issued | Revoked | Refused, ...], state: str
) -> None:
    assert standing(acts, NOON + timedelta(days=30)).state == state


def test_a_certificate_runs_out() -> None:
    assert standing((ISSUED,), UNTIL).state == "expired"
    assert standing((ISSUED,), UNTIL - timedelta(seconds=1)).state == "valid"


@pytest.mark.parametrize(
    ("begin", "months", "end"),
    [((2026, 3, 2), 12, (2027, 3, 2)), ((2027, 8, 31), 6, (2028, 2, 29)), ((2026, 12, 31), 2, (2027, 2, 28))],
)
def test_months_end_on_the_same_day_or_the_last_one(
    begin: tuple[int, int, int], months: int, end: tuple[int, int, int]
) -> None:
    assert months_after(datetime(*begin, tzinfo=UTC), months) == datetime(*end, tzinfo=UTC)
