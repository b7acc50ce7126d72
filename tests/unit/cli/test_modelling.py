"""Models in files are fetched, chosen and tried out on the command line, with one clear line for whatever is wrong."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bench.endpoint import Endpoint
from bench.obliging import obliging
from trainer.cli.commands import app


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Runs `models` with a data folder of its own."""
    monkeypatch.setenv("FIRST_RING_DATA", str(tmp_path / "data"))

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["models", *words])
        return done.exit_code, done.output

    return run


def test_a_known_model_is_fetched_used_and_let_go(told) -> None:  # type: ignore[no-untyped-def]
    assert "not here yet" in told("list")[1]
    code, said = told("pull", "smollm2-135m")
    assert code == 0
    assert "SmolLM2-135M-Instruct.Q4_1.gguf is here" in said
    assert "MB" in said
    code, said = told("use", "smollm2-135m")
    assert (code, "words the customers" in said) == (0, True)
    assert "(in use)" in told("list")[1]
    assert "No model in a file" in told("use", "none")[1]
    assert "(in use)" not in told("list")[1]


def test_a_file_elsewhere_can_be_used_and_is_listed(told, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "mine.gguf").write_bytes(b"x")
    assert told("use", str(tmp_path / "mine.gguf"))[0] == 0
    assert "mine.gguf (in use)" in told("list")[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("pull", "https://models.example/small.gguf"), "--sha256"),
        (("pull", "nowhere.gguf"), "nowhere.gguf"),
        (("use", "nowhere.gguf"), "nowhere.gguf"),
        (("use", "smollm2-135m"), "models pull smollm2-135m"),
        (("test",), "There is no model to test"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(told, words: tuple[str, ...], says: str) -> None:  # type: ignore[no-untyped-def]
    code, said = told(*words)
    assert code == 1
    assert says in said
    assert "Traceback" not in said


def test_a_model_is_tried_out_in_every_language(told, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    with Endpoint(obliging) as endpoint:
        monkeypatch.setenv("FIRST_RING_MODEL", "talker")
        monkeypatch.setenv("FIRST_RING_MODEL_URL", endpoint.url)
        code, said = told("test")
    assert code == 0
    for language in ("en", "ar", "bg"):
        assert f"{language}: first sentence after" in said
    assert "0 failed" in said
    assert "It will not do as a customer in: ar, bg" in said
    assert "As a judge it keeps to the form in: en, ar, bg" in said
