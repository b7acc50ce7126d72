"""Whatever is raised on purpose has a sentence of its own, in every language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.domain.values import LANGUAGES, Language
from trainer.texts import texts_in

ROOT = Path(__file__).parent.parent.parent.parent / "trainer"
EXPLAINED = {"BadInput", "NotFound", "NotAllowed", "Conflict", "CallClosed", "SpeechFailed"}
MARKED = {"ModelFailed"}
"""Its code stands beside a turn as it is."""


def codes(kinds: set[str]) -> Iterator[str]:
    """The codes with which errors of these kinds are made anywhere."""
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds and node.args:
                first = node.args[0]
                for one in ast.walk(first):
                    if (
                        isinstance(one, ast.Constant)
                        and isinstance(one.value, str)
                        and "." in one.value
                        and one.value[-1] != "_"
                    ):
                        yield one.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_says_what_is_wrong(language: Language) -> None:
    keys = texts_in(language).keys
    assert [code for code in sorted(set(codes(EXPLAINED))) if f"fault.{code}" not in keys] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_failure_of_a_model_says_what_is_wrong(language: Language) -> None:
    keys = texts_in(language).keys
    assert [code for code in sorted(set(codes(MARKED))) if code not in keys] == []


def test_there_are_errors_to_look_at() -> None:
    assert len(set(codes(EXPLAINED))) > 40
    assert len(set(codes(MARKED))) > 10
