"""The moment that mattered is found, other words are shown for it, and another try never counts."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.stage import TRAINEE, Stage
from tests.unit.services.test_calls import GOOD
from trainer.bootstrap import Services, services_on_record
from trainer.cli.commands import app
from trainer.domain.codebook import Code
from trainer.domain.people import Person, Role
from trainer.domain.progress import attempt_of
from trainer.domain.review import as_given
from trainer.errors import BadInput, Conflict, NotAllowed, NotFound
from trainer.services.script import Rehearsed, read_script
from trainer.settings import Settings
from trainer.system import RandomIds

BAD = [
    "Hello, how can I help?",
    "What is your account number?",
    "You are an idiot and this is all your fault.",
    ":hangup",
]
BETTER = ["That must be so frustrating. This is our mistake. I'm refunding the second payment now.", ":hangup"]


@pytest.fixture
def services(stage: Stage) -> Services:
    """Services that give every call an id of its own."""
    found, clock = stage.services()
    return Services(found.catalogue, found.store, clock, RandomIds(), found.packs)


def played(services: Services, *lines: str, persona: str = "en/angry") -> str:
    language = persona.partition("/")[0]
    ringing = services.calls.ring(TRAINEE, persona, f"{language}/billed-twice")
    call = services.calls.answer(TRAINEE, ringing.id)
    agent = Rehearsed(services.calls, TRAINEE, lambda _: None)
    for step in read_script(lines, "test"):
        call = call if call.ended else agent.take(call, step)
    return call.id


def test_the_turn_that_moved_the_customer_most_is_the_moment(services: Services) -> None:
    found = services.coach.coach(TRAINEE, played(services, *BAD))
    assert found is not None
    assert found.moment.turn == 5
    assert found.moment.change.worth < -40
    assert Code.INSULTS in found.moment.codes


@pytest.mark.parametrize("language", ["en", "ar", "bg"])
def test_what_could_have_been_said_is_in_the_language_of_the_call_and_better(
    stage: Stage, services: Services, language: str
) -> None:
    call = played(services, "…", "…", "…", ":hangup", persona=f"{language}/angry")
    found = services.coach.coach(TRAINEE, call)
    assert found is not None
    heard = stage.codes(found.instead, language)
    assert heard & {Code.NAMES_FEELING, Code.TAKES_OWNERSHIP, Code.GIVES_NEXT_STEP, Code.ASKS}
    assert "{" not in found.instead


def test_a_call_in_which_nobody_answered_the_customer_has_no_moment(services: Services) -> None:
    assert services.coach.coach(TRAINEE, played(services, "Hello.", ":hangup")) is None


def test_another_try_goes_on_from_the_same_state_with_the_same_seed(services: Services) -> None:
    first = services.calls.read(TRAINEE, played(services, *BAD))
    again = services.coach.rewind(TRAINEE, first.id, 5)
    assert again.id != first.id
    assert again.header.seed == first.header.seed
    assert again.turns == first.turns[:4]
    assert not again.ended
    same = services.calls.say(TRAINEE, again.id, first.turns[4].text)
    assert [turn.text for turn in same.turns] == [turn.text for turn in first.turns]
    assert services.calls.read(TRAINEE, first.id) == first


def test_two_tries_are_compared_and_only_the_first_counts(services: Services) -> None:
    first = played(services, *BAD)
    services.grading.grade_call(TRAINEE, first)
    branch = services.coach.rewind(TRAINEE, first, 5)
    services.calls.say(TRAINEE, branch.id, BETTER[0])
    tried = services.calls.hang_up(TRAINEE, branch.id)
    card = services.grading.grade_call(TRAINEE, tried.id)
    found = services.coach.compare(TRAINEE, tried.id)
    assert found.change.anger < 0 < found.change.trust
    assert found.total_before is not None
    assert found.total_after is not None
    assert found.total_after > found.total_before
    assert not attempt_of(tried, as_given(card)).official
    assert [one.official for one in services.history.own(TRAINEE)].count(True) == 1


def test_what_cannot_be_tried_again_is_refused(services: Services) -> None:
    call = played(services, *BAD)
    with pytest.raises(BadInput):
        services.coach.rewind(TRAINEE, call, 4)
    with pytest.raises(NotAllowed):
        services.coach.rewind(Person(name="tara", role=Role.TRAINER), call, 5)
    with pytest.raises(NotFound):
        services.coach.compare(TRAINEE, call)
    with pytest.raises(Conflict):
        services.coach.rewind(TRAINEE, played(services, "Hello."), 1)


def test_the_customer_says_afterwards_what_the_call_was_for_them(services: Services) -> None:
    bad = services.survey.answers(TRAINEE, played(services, *BAD))
    good = services.survey.answers(TRAINEE, played(services, *GOOD))
    assert len(bad) == len(good) == 3
    assert max(one.level for one in bad) <= 2 < 4 <= min(one.level for one in good)
    rubric = services.catalogue.rubric("seen-and-heard")
    assert [one.words for one in bad] == [
        criterion.levels[one.level] for criterion, one in zip(rubric.criteria, bad, strict=True)
    ]


def test_only_those_who_may_read_a_call_that_has_ended_are_told_what_the_customer_says(services: Services) -> None:
    with pytest.raises(NotFound):
        services.survey.answers(Person(name="omar", role=Role.TRAINEE), played(services, *BAD))
    with pytest.raises(Conflict):
        services.survey.answers(TRAINEE, played(services, "Hello."))


def test_a_trainee_looks_back_and_tries_again_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRST_RING_DATA", str(tmp_path / "data"))
    services = services_on_record(Settings())
    services.store.add_person(TRAINEE, "x")
    call = played(services, *BAD)
    services.grading.grade_call(TRAINEE, call)
    looked = CliRunner().invoke(app, ["coach", call, "--as", TRAINEE.name])
    assert "Turn 5" in looked.stdout
    script = tmp_path / "better.txt"
    script.write_text("\n".join(BETTER), encoding="utf-8")
    tried = CliRunner().invoke(app, ["rewind", call, "5", "--as", TRAINEE.name, "--script", str(script)])
    assert tried.exit_code == 0, tried.stderr
    assert "does not count as official" in tried.stdout
    said = CliRunner().invoke(app, ["survey", call, "--as", TRAINEE.name])
    assert "Did you feel heard?" in said.stdout
