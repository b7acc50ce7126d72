"""A grade can be overruled, contested, answered and signed off, and the first one is never lost."""

from collections.abc import Callable

import pytest

from tests.stage import TRAINEE, Stage
from trainer.bootstrap import Services
from trainer.domain.people import Person, Role
from trainer.domain.scorecard import Evidence, Scored, Unscored
from trainer.errors import BadInput, Conflict, NotAllowed, NotFound, TrainerError
from trainer.services.script import Rehearsed, read_script

TRAINER = Person(name="tara", role=Role.TRAINER)
OTHER = Person(name="omar", role=Role.TRAINEE)
WORDS = "I asked before I put them on hold."


@pytest.fixture
def graded(stage: Stage) -> tuple[Services, str]:
    services, clock = stage.services()
    call = services.calls.answer(TRAINEE, services.calls.ring(TRAINEE, "en/angry", "en/billed-twice").id)
    agent = Rehearsed(services.calls, TRAINEE, clock.pass_)
    for step in read_script(["Hello, how can I help?", "What is your account number?", ":hangup"], "test"):
        call = agent.take(call, step)
    services.grading.grade_call(TRAINEE, call.id)
    return services, call.id


def refused(kind: type[TrainerError], act: Callable[[], object]) -> str:
    with pytest.raises(kind) as caught:
        act()
    return caught.value.fault.code


def test_an_overruled_level_changes_the_total_and_leaves_the_first_grade(graded: tuple[Services, str]) -> None:
    services, call = graded
    first = services.review.of(TRAINEE, call).first
    found = services.review.overrule(TRAINER, call, "respect", 5, "Warm from the first word.")
    grade = found.standing.grade("respect")
    assert grade is not None
    assert isinstance(grade.outcome, Scored)
    assert grade.outcome.level == 5
    assert found.standing.total is not None
    assert first.total is not None
    assert found.standing.total > first.total
    assert found.first == first == services.store.cards(call)[0]
    assert services.review.of(TRAINEE, call) == found


def test_the_latest_overruling_counts(graded: tuple[Services, str]) -> None:
    services, call = graded
    services.review.overrule(TRAINER, call, "respect", 5, "Warm from the first word.")
    found = services.review.overrule(TRAINER, call, "respect", 1, "Listened again: it was mocking.")
    assert found.standing.passed is False
    assert [act.kind for act in found.acts] == ["overruled", "overruled"]


def test_a_contest_is_answered_and_then_the_grade_is_signed_off(graded: tuple[Services, str]) -> None:
    services, call = graded
    assert services.review.contest(TRAINEE, call, "patience", WORDS).open_contests == ("patience",)
    assert refused(Conflict, lambda: services.review.sign_off(TRAINER, call)) == "review.contest_open"
    assert services.review.answer(TRAINER, call, "patience", "You did, it is put right.").open_contests == ()
    assert services.review.sign_off(TRAINER, call).signed_off
    assert refused(Conflict, lambda: services.review.contest(TRAINEE, call, "clarity", WORDS)) == "review.signed_off"


@pytest.mark.parametrize(
    ("kind", "code", "act"),
    [
        (NotAllowed, "review.not_a_reviewer", lambda r, c: r.overrule(TRAINEE, c, "respect", 5, WORDS)),
        (NotAllowed, "review.not_a_reviewer", lambda r, c: r.sign_off(TRAINEE, c)),
        (NotAllowed, "review.not_yours", lambda r, c: r.contest(TRAINER, c, "respect", WORDS)),
        (NotFound, "call.unknown", lambda r, c: r.of(OTHER, c)),
        (NotFound, "review.no_such_criterion", lambda r, c: r.overrule(TRAINER, c, "charm", 5, WORDS)),
        (BadInput, "review.level", lambda r, c: r.overrule(TRAINER, c, "respect", 6, WORDS)),
        (BadInput, "review.level", lambda r, c: r.overrule(TRAINER, c, "respect", 0, WORDS)),
        (BadInput, "review.words", lambda r, c: r.overrule(TRAINER, c, "respect", 5, "  ")),
        (BadInput, "review.words", lambda r, c: r.contest(TRAINEE, c, "respect", "x" * 2_001)),
        (Conflict, "review.nothing_contested", lambda r, c: r.answer(TRAINER, c, "respect", WORDS)),
        (
            BadInput,
            "review.quote_not_found",
            lambda r, c: r.overrule(TRAINER, c, "respect", 5, WORDS, (Evidence(turn=1, quote="Never said"),)),
        ),
    ],
)
def test_what_is_not_right_is_refused_and_changes_nothing(
    graded: tuple[Services, str],
    kind: type[TrainerError],
    code: str,
    act: Callable[[object, str], object],
) -> None:
    services, call = graded
    assert refused(kind, lambda: act(services.review, call)) == code
    assert services.review.of(TRAINER, call).acts == ()


def test_the_same_criterion_is_contested_once_at_a_time(graded: tuple[Services, str]) -> None:
    services, call = graded
    services.review.contest(TRAINEE, call, "patience", WORDS)
    again = refused(Conflict, lambda: services.review.contest(TRAINEE, call, "patience", WORDS))
    assert again == "review.contested_already"


def test_a_trainer_never_reviews_their_own_call(graded: tuple[Services, str]) -> None:
    services, call = graded
    promoted = Person(name=TRAINEE.name, role=Role.TRAINER)
    assert refused(NotAllowed, lambda: services.review.overrule(promoted, call, "respect", 5, WORDS))


def test_what_was_unscored_needs_a_quote_to_be_given_a_level(stage: Stage) -> None:
    services, clock = stage.services()
    call = services.calls.answer(TRAINEE, services.calls.ring(TRAINEE, "en/angry", "en/billed-twice").id)
    Rehearsed(services.calls, TRAINEE, clock.pass_).take(call, read_script(["Hello there."], "test")[0])
    services.calls.hang_up(TRAINEE, call.id)
    card = services.grading.grade_call(TRAINEE, call.id)
    lost = card.grades[0].model_copy(update={"outcome": Unscored(reason="quote_not_found")})
    blank = card.model_copy(update={"grades": (lost, *card.grades[1:]), "total": None, "passed": None})
    services.store._cards[call.id][0] = blank  # type: ignore[attr-defined]
    review = services.review
    assert refused(Conflict, lambda: review.sign_off(TRAINER, call.id)) == "review.unscored"
    assert refused(BadInput, lambda: review.overrule(TRAINER, call.id, "respect", 4, WORDS)) == "review.quote_needed"
    found = review.overrule(TRAINER, call.id, "respect", 4, WORDS, (Evidence(turn=1, quote="Hello"),))
    assert found.standing.total is not None
    assert review.sign_off(TRAINER, call.id).signed_off


def test_a_grade_that_needs_nobody_is_in_no_queue(graded: tuple[Services, str]) -> None:
    services, _ = graded
    assert services.review.queue(TRAINER) == []


def test_a_contest_waits_in_the_queue_until_it_is_answered(graded: tuple[Services, str]) -> None:
    services, call = graded
    services.review.contest(TRAINEE, call, "respect", WORDS)
    (queued,) = services.review.queue(TRAINER)
    assert (queued.call, dict(queued.why)) == (call, {"contested": ("respect",)})
    services.review.answer(TRAINER, call, "respect", "Looked again; it stands.")
    assert services.review.queue(TRAINER) == []


def test_wide_runs_and_judges_apart_wait_in_the_queue_until_somebody_rules(stage: Stage) -> None:
    services, _ = stage.services()
    call = services.calls.answer(TRAINEE, services.calls.ring(TRAINEE, "en/angry", "en/billed-twice").id)
    services.calls.say(TRAINEE, call.id, "Hello, how can I help?")
    services.calls.hang_up(TRAINEE, call.id)
    card = services.grading.grade("foundations", services.grading.freeze(services.calls.read(TRAINEE, call.id)))
    first, second, *rest = card.grades
    assert isinstance(first.outcome, Scored)
    assert isinstance(second.outcome, Scored)
    wide = first.model_copy(update={"outcome": first.outcome.model_copy(update={"runs": (1, 2, 4)})})
    apart = second.model_copy(update={"outcome": second.outcome.model_copy(update={"level": second.outcome.level + 2})})
    services.store.keep(call.id, card.model_copy(update={"grades": (wide, apart, *rest), "beside": card}))
    (queued,) = services.review.queue(TRAINER)
    assert queued.why == {"wide_spread": (first.criterion,), "judges_apart": (second.criterion,)}
    for criterion in (first.criterion, second.criterion):
        services.review.overrule(TRAINER, call.id, criterion, 3, "Heard it myself.")
    assert services.review.queue(TRAINER) == []


def test_a_trainee_sees_no_queue(graded: tuple[Services, str]) -> None:
    assert refused(NotAllowed, lambda: graded[0].review.queue(TRAINEE)) == "people.role"
