"""A call whose judge has not answered is awaiting its grade: never a zero, and never lost."""

import threading
from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.builders import a_header
from tests.stage import TRAINEE, Stage
from trainer.bootstrap import Services
from trainer.domain.rubric import Criterion
from trainer.domain.transcript import Transcript
from trainer.embedded.judge import EmbeddedJudge
from trainer.errors import Conflict, ModelFailed, NotFound
from trainer.ports import Judgement
from trainer.services.grading import PATIENCE, Grading
from trainer.services.waiting import Grades
from trainer.system import VirtualClock


class Slow:
    """Judges as the embedded judge does, under another name, when it is let go on; until then it may fail."""

    name = "slow"

    def __init__(self) -> None:
        self.goes_on = threading.Event()
        self.fails = False
        self.asked = 0

    def judge(self, criteria: Sequence[Criterion], transcript: Transcript) -> Judgement:
        self.asked += 1
        if self.fails:
            raise ModelFailed("model.unreachable")
        assert self.goes_on.wait(10)
        return EmbeddedJudge().judge(criteria, transcript).model_copy(update={"by": self.name})


def ended_call(stage: Stage) -> tuple[Services, VirtualClock, str]:
    services, clock = stage.services()
    call = services.calls.answer(TRAINEE, services.calls.ring(TRAINEE, "en/angry", "en/billed-twice").id)
    services.calls.say(TRAINEE, call.id, "Hello, how can I help?")
    return services, clock, services.calls.hang_up(TRAINEE, call.id).id


def grades_of(services: Services, judge: Slow) -> Grades:
    grading = Grading(
        services.catalogue,
        services.access,
        services.store,
        services.store,
        services.reader,
        judge,
        services.clock,
        {},
        EmbeddedJudge(),
    )
    return Grades(grading, services.access, services.store)


def test_a_grade_that_takes_its_time_is_awaited_and_comes_with_the_embedded_one_beside(stage: Stage) -> None:
    services, _, call = ended_call(stage)
    judge = Slow()
    grades = grades_of(services, judge)
    assert grades.card(TRAINEE, call, patience=0.05) is None
    assert grades.card(TRAINEE, call, patience=0.05) is None
    assert list(services.store.cards(call)) == []
    judge.goes_on.set()
    card = grades.card(TRAINEE, call, patience=10)
    assert card is not None
    assert card.graded_by == "slow"
    assert card.beside is not None
    assert card.beside.graded_by == "embedded"
    assert judge.asked == 1
    assert list(services.store.cards(call)) == [card]


def test_a_judge_that_cannot_be_reached_leaves_no_grade_and_is_asked_again(stage: Stage) -> None:
    services, _, call = ended_call(stage)
    judge = Slow()
    judge.fails = True
    grades = grades_of(services, judge)
    assert grades.card(TRAINEE, call, patience=5) is None
    assert list(services.store.cards(call)) == []
    judge.fails = False
    judge.goes_on.set()
    assert grades.card(TRAINEE, call, patience=5) is not None


def test_what_was_left_waiting_is_graded_by_a_sweep(stage: Stage) -> None:
    services, _, call = ended_call(stage)
    services.store.begin(a_header("going-on"))
    judge = Slow()
    judge.goes_on.set()
    grades_of(services, judge).sweep()
    assert len(services.store.cards(call)) == 1


def test_after_a_day_without_its_judge_the_embedded_grade_stands_and_says_why(stage: Stage) -> None:
    services, clock, call = ended_call(stage)
    judge = Slow()
    judge.fails = True
    clock.pass_((PATIENCE + timedelta(minutes=1)).total_seconds())
    card = grades_of(services, judge).card(TRAINEE, call, patience=5)
    assert card is not None
    assert (card.graded_by, card.instead) == ("embedded", "model.unreachable")


def test_what_is_refused_is_refused_at_once(stage: Stage) -> None:
    services, _, _ = ended_call(stage)
    services.store.begin(a_header("going-on", trainee=TRAINEE.name))
    grades = grades_of(services, Slow())
    with pytest.raises(Conflict):
        grades.card(TRAINEE, "going-on")
    with pytest.raises(NotFound):
        grades.card(TRAINEE, "nowhere")


def test_grading_again_replays_the_embedded_grade_of_a_call_that_a_model_judged(stage: Stage) -> None:
    services, _, call = ended_call(stage)
    judge = Slow()
    judge.goes_on.set()
    engine = services.replaying._engine
    grading = Grading(
        services.catalogue,
        services.access,
        services.store,
        services.store,
        services.reader,
        judge,
        services.clock,
        engine,
        EmbeddedJudge(),
    )
    grading.grade_call(TRAINEE, call)
    again = services.regrading.regrade(call)
    assert again.first.graded_by == "embedded"
    assert again.same
