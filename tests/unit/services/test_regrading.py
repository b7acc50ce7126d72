"""Grading again gives the same bytes, or says which input has changed."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.stage import TRAINEE, Stage
from trainer.bootstrap import Services, services_on_record
from trainer.cli.commands import app
from trainer.domain.people import Person, Role
from trainer.errors import NotFound
from trainer.services.regrading import Regrading
from trainer.settings import Settings

MANAGER = Person(name="office", role=Role.MANAGER)


def graded(services: Services, words: str = "Hello, how can I help?", grade: bool = True) -> str:
    call = services.calls.answer(TRAINEE, services.calls.ring(TRAINEE, "en/angry", "en/billed-twice").id).id
    services.calls.say(TRAINEE, call, words)
    services.calls.hang_up(TRAINEE, call)
    if grade:
        services.grading.grade_call(TRAINEE, call)
    return call


def test_the_same_inputs_give_the_same_bytes(stage: Stage) -> None:
    services, _ = stage.services()
    again = services.regrading.regrade(graded(services))
    assert again.same
    assert again.changed == ()


def test_a_changed_input_is_named(stage: Stage) -> None:
    services, _ = stage.services()
    call = graded(services)
    newer = type(services.grading)(
        services.catalogue,
        services.access,
        services.store,
        services.store,
        services.reader,
        services.grading._judge,
        services.clock,
        {"first_ring": "2.0.0", "reader.en": "ffff", "reader.bg": "eeee"},
    )
    again = Regrading(services.store, services.store, newer).regrade(call)
    assert not again.same
    assert {"first_ring", "reader.en"} <= set(again.changed)
    assert "reader.bg" not in again.changed
    assert "transcript" not in again.changed


def test_a_call_without_a_grade_has_none_to_compare(stage: Stage) -> None:
    services, _ = stage.services()
    call = graded(services, grade=False)
    with pytest.raises(NotFound):
        services.regrading.regrade(call)
    assert [row for _, row in services.regrading.all_after(0)] == [None]


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    monkeypatch.setenv("FIRST_RING_DATA", str(tmp_path / "data"))
    return services_on_record(Settings())


def test_all_calls_are_graded_again_into_a_report_that_a_later_run_continues(record: Services, tmp_path: Path) -> None:
    report = tmp_path / "report.jsonl"
    graded(record)
    assert CliRunner().invoke(app, ["regrade", "--report", str(report)]).exit_code == 0
    # A stop in the middle of a line.
    report.write_bytes(report.read_bytes() + b'{"number": 2, "se')
    graded(record, "Good morning.")
    graded(record, "Hi.", grade=False)
    assert CliRunner().invoke(app, ["regrade", "--report", str(report)]).exit_code == 0
    rows = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    assert [row["number"] for row in rows] == [1, 2, 3]
    assert [row.get("same") for row in rows] == [True, True, None]


def test_regrading_everything_asks_where_the_report_goes(record: Services) -> None:
    done = CliRunner().invoke(app, ["regrade"])
    assert done.exit_code == 1
    assert "--report" in done.stderr


def test_a_grade_is_reviewed_on_the_command_line(record: Services) -> None:
    call = graded(record)
    record.store.add_person(Person(name="tara", role=Role.TRAINER), "x")
    record.store.add_person(TRAINEE, "x")

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["review", *arguments])
        assert done.exit_code == 0, done.stderr
        return done.stdout

    run("contest", call, "respect", "--as", TRAINEE.name, "--words", "I greeted them.")
    run("overrule", call, "respect", "5", "--as", "tara", "--reason", "So you did.")
    run("answer", call, "respect", "--as", "tara", "--words", "Put right.")
    told = run("sign-off", call, "--as", "tara")
    assert "Respect: 5/5" in told
    assert all(words in told for words in ("I greeted them.", "So you did.", "Put right.", "First grade"))
    assert CliRunner().invoke(app, ["regrade", call]).exit_code == 0
    assert CliRunner().invoke(app, ["review", "show", call, "--as", "nobody"]).exit_code == 1
