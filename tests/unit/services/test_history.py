"""People see their own calls; those who lead see everyone's."""

import pytest

from tests.stage import TRAINEE, Stage
from trainer.domain.people import Person, Role
from trainer.domain.progress import trend
from trainer.errors import NotAllowed


def test_a_newcomer_has_no_history(stage: Stage) -> None:
    assert stage.services()[0].history.own(TRAINEE) == []


def test_a_graded_call_stands_in_the_history_with_its_total_and_levels(stage: Stage) -> None:
    services, clock = stage.services()
    call = services.calls.answer(TRAINEE, services.calls.ring(TRAINEE, "en/angry", "en/billed-twice").id)
    services.calls.say(TRAINEE, call.id, "Hello.")
    clock.pass_(60)
    services.calls.hang_up(TRAINEE, call.id)
    card = services.grading.grade_call(TRAINEE, call.id)
    (attempt,) = services.history.own(TRAINEE)
    assert (attempt.total, attempt.passed, attempt.ended, attempt.reason) == (card.total, card.passed, True, "hangup")
    assert [when for when, _ in trend([attempt], "empathy")] == [attempt.began]
    assert trend([attempt], "nothing") == ()


def test_an_unfinished_call_is_shown_as_such(stage: Stage) -> None:
    services, _ = stage.services()
    services.calls.ring(TRAINEE, "en/angry", "en/billed-twice")
    (attempt,) = services.history.own(TRAINEE)
    assert (attempt.ended, attempt.total) == (False, None)


def test_a_trainee_may_not_see_everyones_calls(stage: Stage) -> None:
    services, _ = stage.services()
    with pytest.raises(NotAllowed):
        services.history.everyones(TRAINEE)
    assert services.history.everyones(Person(name="boss", role=Role.MANAGER)) == []
