"""The doctor says what is in use and whether it answers, and never shows a key."""

import pytest
from typer.testing import CliRunner

from bench.endpoint import Endpoint
from trainer.cli.commands import app


def told(monkeypatch: pytest.MonkeyPatch, **settings: str) -> tuple[int, str]:
    for name, value in settings.items():
        monkeypatch.setenv(f"FIRST_RING_{name}", value)
    done = CliRunner().invoke(app, ["doctor"])
    return done.exit_code, done.output


def test_without_a_model_everything_is_built_in(monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = told(monkeypatch)
    assert code == 0
    assert "authored lines" in said


def test_a_model_that_answers_is_named_with_its_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    with Endpoint(lambda _: "Hello there.") as endpoint:
        code, said = told(monkeypatch, MODEL="tiny", MODEL_URL=endpoint.url, MODEL_KEY="sk-canary")
    assert code == 0
    assert f"tiny at {endpoint.url}" in said
    assert "first word after" in said
    assert "canary" not in said


def test_a_key_that_is_refused_is_told_with_the_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    with Endpoint(lambda _: "Hello.", lambda _: "key_refused") as endpoint:
        code, said = told(monkeypatch, MODEL="tiny", MODEL_URL=endpoint.url, MODEL_KEY="sk-canary")
    assert code == 1
    assert "FIRST_RING_MODEL_KEY" in said
    assert "canary" not in said
