"""The golden turns are sound, and the reader has not fallen far behind what it once heard of them."""

import json
from collections import Counter
from pathlib import Path

import pytest

from bench.golden import FOLDER, TEXT_CODES, compared, golden_turns
from tests.stage import Stage
from trainer.content.catalogue import YamlCatalogue
from trainer.domain.codebook import EVENT_CODES
from trainer.domain.values import LANGUAGES, Language
from trainer.embedded.reader import EmbeddedReader

SERVICE = Path(__file__).parent / "service"
FLOOR = 0.72
"""F1 of the dev half below which something has broken; `python -m bench.reader` measures."""
ALARMS = 0.05
RUDE = {"insults", "dismisses", "blames", "argues", "threatens"}


def rows(language: Language) -> list[dict[str, object]]:
    lines = (FOLDER / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_six_hundred_turns_in_two_halves(language: Language) -> None:
    assert Counter(row["half"] for row in rows(language)) == {"dev": 300, "test": 300}
    assert len({row["agent"] for row in rows(language)}) >= 598


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_a_code_that_words_can_show(language: Language) -> None:
    given = {code for row in rows(language) for name in ("first", "second", "codes") for code in row[name]}  # type: ignore[attr-defined]
    assert given <= set(TEXT_CODES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_situation_is_one_of_its_scenario(language: Language, stage: Stage) -> None:
    for row in rows(language):
        scenario = stage.catalogue.scenario(f"{language}/{row['scenario']}")
        known = {fact.id for fact in scenario.facts} | {"name"}
        assert set(row["told"]) <= known, row["id"]  # type: ignore[call-overload]
        open_ids = {one.id for one in scenario.questions} | {one.id for one in scenario.doubts}
        assert row["open_question"] in {None, *open_ids}, row["id"]


@pytest.mark.no_cover
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reader_hears_the_dev_half(language: Language, root: Path) -> None:
    catalogue = YamlCatalogue(root)
    reader = EmbeddedReader({language: catalogue.pack(language)})
    pairs = []
    for turn in golden_turns(language, "dev", catalogue):
        heard = {one.code for one in reader.read(turn.text, turn.listening)} - EVENT_CODES
        pairs.append((turn.codes, frozenset(code.value for code in heard)))
    assert compared(pairs)["micro"].f1 > FLOOR


@pytest.mark.no_cover
@pytest.mark.parametrize("language", LANGUAGES)
def test_ordinary_service_is_seldom_heard_as_rude(language: Language, stage: Stage) -> None:
    lines = (SERVICE / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    alarms = [line for line in lines if RUDE & stage.codes(line, language)]
    assert len(lines) >= 300
    assert len(alarms) <= ALARMS * len(lines)
