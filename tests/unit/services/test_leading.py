"""What managers, trainers and administrators do: assigning, certifying, keeping accounts; and the trail of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.builders import a_scorecard
from trainer.bootstrap import Services, services_without_record
from trainer.domain.people import Person, Role
from trainer.domain.review import as_given
from trainer.errors import BadInput, Conflict, NotAllowed, NotFound, TrainerError
from trainer.system import RandomIds, SystemClock

ADMIN = Person(name="admin", role=Role.ADMINISTRATOR)
TRAINER = Person(name="trainer", role=Role.TRAINER)
NORTH = Person(name="northern", role=Role.MANAGER, team="north")
SOUTH = Person(name="southern", role=Role.MANAGER, team="south")
LINA = Person(name="lina", role=Role.TRAINEE, team="north")
OMAR = Person(name="omar", role=Role.TRAINEE, team="north")
PASSWORD = "a long enough password"


class Watch(SystemClock):
    """A clock that can be set forward."""

    ahead = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.ahead


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def services(root: Path, watch: Watch) -> Services:
    made = services_without_record(root, watch, RandomIds())
    for person in (ADMIN, TRAINER, NORTH, SOUTH, LINA, OMAR):
        made.store.add_person(person, "")
    return made


def refused(kind: type[TrainerError], act: Callable[[], object]) -> str:
    with pytest.raises(kind) as caught:
        act()
    return caught.value.fault.code


def called(services: Services, person: Person, persona: str = "en/angry", total: float = 95.0) -> str:
    """An official call that has ended and was graded like this."""
    call = services.calls.ring(person, persona, "en/billed-twice").id
    services.calls.answer(person, call)
    services.calls.hang_up(person, call)
    card = a_scorecard(total).model_copy(update={"passed": total >= 50})
    services.store.keep(call, card)
    services.store.summarise(call, as_given(card))
    return call


# --- Assigning


def test_a_team_is_assigned_and_everyone_in_it_sees_it(services: Services) -> None:
    services.assignments.assign(TRAINER, "north", "en/angry", "en/billed-twice", attempts=2, team=True)
    assert [len(services.assignments.mine(one)) for one in (LINA, OMAR)] == [1, 1]
    assert [one.person for one in services.assignments.given(NORTH)] == ["lina", "omar"]
    assert list(services.assignments.given(SOUTH)) == []


def test_an_assignment_is_done_once_it_is_passed_and_used_up_when_no_try_is_left(services: Services) -> None:
    services.assignments.assign(NORTH, "lina", "en/angry", "en/billed-twice", attempts=2)
    called(services, LINA, total=20.0)
    assert [(one.state, one.left) for one in services.assignments.mine(LINA)] == [("open", 1)]
    assert services.assignments.rubric_for(LINA, "en/angry", "en/billed-twice") == "foundations"
    called(services, LINA, total=20.0)
    assert [one.state for one in services.assignments.mine(LINA)] == ["used_up"]
    code = refused(Conflict, lambda: services.assignments.rubric_for(LINA, "en/angry", "en/billed-twice"))
    assert code == "assign.used_up"
    called(services, LINA, total=80.0)
    assert [one.state for one in services.assignments.mine(LINA)] == ["passed"]


def test_a_call_is_graded_by_the_rubric_it_was_assigned_with(services: Services) -> None:
    services.assignments.assign(NORTH, "lina", "en/angry", "en/billed-twice", "complaint")
    assert services.assignments.rubric_for(LINA, "en/angry", "en/billed-twice") == "complaint"
    assert services.assignments.rubric_for(LINA, "en/confused", "en/billed-twice") == "foundations"


def test_what_is_due_is_overdue_the_day_after(services: Services, watch: Watch) -> None:
    services.assignments.assign(NORTH, "lina", "en/angry", "en/billed-twice", due=watch.now().date())
    assert [one.state for one in services.assignments.mine(LINA)] == ["open"]
    watch.ahead = timedelta(days=1)
    assert [one.state for one in services.assignments.mine(LINA)] == ["overdue"]


def test_what_is_withdrawn_is_asked_for_no_more(services: Services) -> None:
    id = services.assignments.assign(NORTH, "lina", "en/angry", "en/billed-twice")
    assert refused(NotFound, lambda: services.assignments.withdraw(SOUTH, id)) == "assign.unknown"
    services.assignments.withdraw(NORTH, id)
    assert list(services.assignments.mine(LINA)) == []
    assert refused(NotFound, lambda: services.assignments.withdraw(NORTH, id)) == "assign.unknown"


def test_nothing_that_cannot_be_is_assigned(services: Services, watch: Watch) -> None:
    assign = services.assignments.assign
    assert refused(NotFound, lambda: assign(SOUTH, "lina", "en/angry", "en/billed-twice")) == "assign.nobody"
    assert refused(NotFound, lambda: assign(NORTH, "", "en/angry", "en/billed-twice", team=True)) == "assign.nobody"
    assert refused(Conflict, lambda: assign(NORTH, "lina", "ar/angry", "en/billed-twice")) == "call.languages_differ"
    yesterday = watch.now().date() - timedelta(days=1)
    assert (
        refused(BadInput, lambda: assign(NORTH, "lina", "en/angry", "en/billed-twice", due=yesterday)) == "assign.past"
    )
    assert (
        refused(BadInput, lambda: assign(NORTH, "lina", "en/angry", "en/billed-twice", attempts=0)) == "assign.fields"
    )
    assert refused(NotFound, lambda: assign(NORTH, "lina", "en/angry", "en/billed-twice", "none")).startswith(
        "content."
    )
    assert refused(NotAllowed, lambda: assign(LINA, "omar", "en/angry", "en/billed-twice")) == "people.role"


# --- Certifying


def certified(services: Services) -> str:
    for persona in ("en/angry", "en/confused", "en/hesitant"):
        called(services, LINA, persona)
    for_another = services.calls.ring(LINA, "en/angry", "en/faulty-appliance").id
    services.calls.answer(LINA, for_another)
    services.calls.hang_up(LINA, for_another)
    card = a_scorecard(95.0)
    services.store.keep(for_another, card)
    services.store.summarise(for_another, as_given(card))
    return services.certification.sign_off(NORTH, "lina", "first-line").code


def test_a_certificate_is_signed_when_everything_is_there_and_not_before(services: Services) -> None:
    assert refused(Conflict, lambda: services.certification.sign_off(NORTH, "lina", "first-line")) == "certify.not_yet"
    code = certified(services)
    found = services.certification.verify(code)
    assert (found.person, found.state, len(found.issued.calls)) == ("lina", "valid", 4)
    assert [one.standing.state for one in services.certification.mine(LINA)] == ["valid"]


def test_a_stranger_sees_a_certificate_expire_and_be_revoked(services: Services, watch: Watch) -> None:
    code = certified(services)
    watch.ahead = timedelta(days=400)
    assert services.certification.verify(code).state == "expired"
    watch.ahead = timedelta(days=1)
    services.certification.revoke(NORTH, "lina", "first-line", "Taken by somebody else.")
    assert services.certification.verify(code).state == "revoked"
    again = lambda: services.certification.revoke(NORTH, "lina", "first-line", "Once more.")  # noqa: E731
    assert refused(Conflict, again) == "certify.nothing_valid"
    assert refused(NotFound, lambda: services.certification.verify("made-up")) == "certify.unknown"


def test_a_refusal_needs_words_and_the_way_begins_anew(services: Services) -> None:
    for persona in ("en/angry", "en/confused", "en/hesitant"):
        called(services, LINA, persona)
    early = lambda: services.certification.refuse(NORTH, "lina", "first-line", "No.")  # noqa: E731
    assert refused(Conflict, early) == "certify.not_yet"
    certified(services)
    (path,) = services.certification.theirs(NORTH)[:1]
    assert path.way.conditions[0].have == 0


def test_nobody_certifies_themselves_or_another_team(services: Services) -> None:
    for person in (SOUTH, TRAINER, LINA, ADMIN):
        with pytest.raises((NotAllowed, NotFound)):
            services.certification.sign_off(person, "lina", "first-line")


# --- Accounts


def test_an_invitation_lets_its_person_choose_a_password_once(services: Services) -> None:
    code = services.accounts.invite(ADMIN, "новак", "trainee", "north")
    assert services.keeper.let_in("новак", "") is None
    assert refused(BadInput, lambda: services.accounts.accept(code, "short")) == "people.password_length"
    assert services.accounts.accept(code, PASSWORD).name == "новак"
    assert services.keeper.let_in("новак", PASSWORD) is not None
    assert refused(NotFound, lambda: services.accounts.accept(code, PASSWORD)) == "people.invitation"


def test_an_invitation_runs_out_and_a_newer_one_voids_the_older(services: Services, watch: Watch) -> None:
    first = services.accounts.invite(ADMIN, "nora", "trainee", "")
    second = services.accounts.reset(ADMIN, "nora")
    assert refused(NotFound, lambda: services.accounts.invited(first)) == "people.invitation"
    watch.ahead = timedelta(days=8)
    assert refused(NotFound, lambda: services.accounts.invited(second)) == "people.invitation"


def test_an_invitation_of_somebody_who_is_shut_out_opens_nothing(services: Services) -> None:
    code = services.accounts.invite(ADMIN, "nora", "trainee", "")
    services.accounts.change(ADMIN, "nora", "trainee", "", disabled=True)
    assert refused(NotFound, lambda: services.accounts.invited(code)) == "people.invitation"


def test_a_role_is_changed_and_on_the_record(services: Services) -> None:
    services.accounts.change(ADMIN, "omar", "manager", "south", disabled=False)
    changed = services.store.person("omar")
    assert changed is not None
    assert (changed.role, changed.team) == (Role.MANAGER, "south")
    (seen, *_) = services.trail.page(ADMIN, 0, 10)
    assert (seen.kind, seen.about, seen.written.by) == ("changed", "omar", "admin")


def test_an_administrator_cannot_shut_themselves_out(services: Services) -> None:
    for role, disabled in (("administrator", True), ("manager", False)):
        act = lambda role=role, disabled=disabled: services.accounts.change(ADMIN, "admin", role, "", disabled=disabled)  # noqa: E731
        assert refused(Conflict, act) == "people.oneself"


def test_what_is_no_name_or_role_is_refused_and_a_taken_name_too(services: Services) -> None:
    invite = services.accounts.invite
    assert refused(BadInput, lambda: invite(ADMIN, "", "trainee", "")) == "people.name"
    assert refused(BadInput, lambda: invite(ADMIN, "nora", "king", "")) == "people.name"
    assert refused(Conflict, lambda: invite(ADMIN, "lina", "trainee", "")).startswith("people.")
    assert refused(NotFound, lambda: services.accounts.reset(ADMIN, "nobody")) == "people.unknown"
    assert refused(NotAllowed, lambda: invite(NORTH, "nora", "trainee", "")) == "people.role"


def test_a_password_is_changed_with_the_old_one_and_only_then(services: Services) -> None:
    services.accounts.accept(services.accounts.reset(ADMIN, "lina"), PASSWORD)
    wrong = lambda: services.accounts.change_password(LINA, "not it", "another long password", "here")  # noqa: E731
    assert refused(BadInput, wrong) == "people.old_password"
    services.accounts.change_password(LINA, PASSWORD, "another long password", "here")
    assert services.keeper.let_in("lina", "another long password") is not None


# --- The trail


def test_a_manager_sees_what_was_done_by_and_to_their_own_team(services: Services) -> None:
    services.assignments.assign(TRAINER, "lina", "en/angry", "en/billed-twice", note="Before Friday")
    services.accounts.change(ADMIN, "southern", "manager", "south", disabled=True)
    call = called(services, LINA)
    services.review.contest(LINA, call, "opening", "I did say who I am.")
    found = [(one.kind, one.about, one.words) for one in services.trail.page(NORTH, 0, 10)]
    assert ("assigned", "lina", "Before Friday") in found
    assert ("contested", "lina", "I did say who I am.") in found
    assert all(about != "southern" for _, about, _ in found)
    assert len(services.trail.page(ADMIN, 0, 2)) == 2
    assert len(services.trail.page(ADMIN, 1, 2)) == 1
    assert refused(NotAllowed, lambda: services.trail.page(LINA, 0, 10)) == "people.role"
