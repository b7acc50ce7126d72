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


def test_each_use_is_named_and_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    with Endpoint(lambda _: "Hello there.") as talker, Endpoint(lambda _: "", lambda _: "server_error") as judge:
        code, said = told(monkeypatch, MODEL="tiny", MODEL_URL=talker.url, JUDGING_MODEL="judge", JUDGING_URL=judge.url)
    assert code == 1
    assert "reading the agent: built in" in said
    assert f"judge at {judge.url}" in said
    assert "Calls await their grade" in said


def test_ears_and_voice_are_named_and_the_voice_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = told(monkeypatch, EARS_MODEL="whisper-1", EARS_URL="http://127.0.0.1:9/v1")
    assert code == 0
    assert "Hearing (ar): whisper-1" in said
    assert "Speaking: pyttsx3 (espeak-ng)" in said
    assert "nothing here understands speech" in told(monkeypatch, EARS_MODEL="")[1]
