"""People see their own calls; those who lead see the official ones of whom they lead."""

import pytest

from tests.stage import TRAINEE, Stage
from trainer.bootstrap import Services
from trainer.domain.people import Person, Role
from trainer.domain.progress import trend
from trainer.errors import NotAllowed, NotFound


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


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.ADMINISTRATOR])
def test_who_leads_nobody_sees_nobodys_calls(stage: Stage, role: Role) -> None:
    services, _ = stage.services()
    with pytest.raises(NotAllowed):
        services.history.official(Person(name="somebody", role=role))


def rung(stage: Stage, *, official: bool) -> tuple[Services, str]:
    """A call of a trainee in the north, ended and graded."""
    services, _ = stage.services()
    services.store.add_person(TRAINEE.model_copy(update={"team": "north"}), "")
    call = services.calls.ring(TRAINEE, "en/angry", "en/billed-twice", official=official).id
    services.calls.answer(TRAINEE, call)
    services.calls.say(TRAINEE, call, "Hello.")
    services.calls.hang_up(TRAINEE, call)
    services.grading.grade_call(TRAINEE, call)
    return services, call


@pytest.mark.parametrize(
    "leader", [Person(name="t", role=Role.TRAINER), Person(name="m", role=Role.MANAGER, team="north")]
)
def test_private_practice_is_seen_by_nobody_else(stage: Stage, leader: Person) -> None:
    services, call = rung(stage, official=False)
    assert services.history.official(leader) == []
    with pytest.raises(NotFound):
        services.calls.read(leader, call)
    with pytest.raises(NotFound):
        services.grades.card(leader, call)
    with pytest.raises(NotFound):
        services.review.of(leader, call)
    assert services.calls.read(TRAINEE, call).id == call
    assert [one.official for one in services.history.own(TRAINEE)] == [False]


def test_a_manager_sees_the_official_calls_of_their_own_team_alone(stage: Stage) -> None:
    services, call = rung(stage, official=True)
    north, south = (Person(name=team, role=Role.MANAGER, team=team) for team in ("north", "south"))
    assert [one.call for one in services.history.official(north)] == [call]
    assert services.calls.read(north, call).id == call
    assert services.history.official(south) == []
    with pytest.raises(NotFound):
        services.calls.read(south, call)
