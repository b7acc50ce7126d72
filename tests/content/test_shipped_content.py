"""All that ships can be used: every file is clean, and each language has the same."""

from pathlib import Path

import pytest

from tests.stage import Stage
from trainer.content.library import check
from trainer.content.schemas import schema_files
from trainer.domain.codebook import EVENT_CODES, Code
from trainer.domain.moves import Move
from trainer.domain.values import LANGUAGES, Language
from trainer.texts import locate, texts_in

READ_BY_CODE = {
    Code.ASKS,
    Code.ASKS_AGAIN,
    Code.ANSWERS,
    Code.MISSTATES,
    Code.CONTRADICTS,
    Code.MEETS_DOUBT,
    Code.OFFERS,
    Code.PROMISES_FORBIDDEN,
    Code.BREACHES_CONFIDENTIALITY,
    Code.USES_NAME,
    Code.LONG_WINDED,
    Code.MANY_QUESTIONS,
    Code.LEAVES_UNANSWERED,
}


def test_no_shipped_file_has_a_fault(root: Path) -> None:
    faults = [locate(fault, texts_in("en")) for file in check([], root) for fault in file.faults]
    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_ships_the_same_cast_and_scenarios(stage: Stage, language: Language) -> None:
    assert {f"{language}/{who}" for who in ("angry", "confused", "hesitant")} <= set(stage.catalogue.personas())
    assert {f"{language}/{why}" for why in ("billed-twice", "faulty-appliance")} <= set(stage.catalogue.scenarios())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_code_that_is_read_by_cues_has_cues(stage: Stage, language: Language) -> None:
    cues = stage.catalogue.pack(language).cues.codes
    assert set(Code) - EVENT_CODES - READ_BY_CODE <= set(cues)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_temperament_has_lines_for_every_move(stage: Stage, language: Language) -> None:
    lines = stage.catalogue.pack(language).lines
    assert set(lines) == {"angry", "confused", "hesitant"}
    assert all(set(one.moves) == set(Move) for one in lines.values())


def test_the_schemas_beside_the_files_are_those_of_the_code(root: Path) -> None:
    for path, text in schema_files(root):
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run 'python -m trainer schemas'"


def test_every_file_begins_with_its_kind_and_names_its_schema(root: Path) -> None:
    for file in check([], root):
        first, second = file.path.read_text(encoding="utf-8").splitlines()[:2]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert (file.path.parent / schema).resolve().exists(), file.path
        assert second.startswith("kind: "), file.path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence_with_the_same_blanks(language: Language) -> None:
    import re

    ours, english = texts_in(language), texts_in("en")
    assert ours.keys == english.keys
    for key in sorted(english.keys):
        blanks = [
            set(re.findall(r"(?<!\{)\{(\w+)\}(?!\})", str(texts._translations.ugettext(key)))) - {"n"}
            for texts in (ours, english)
        ]
        assert blanks[0] == blanks[1], key
