"""Who hears and who speaks, as the settings say."""

from pathlib import Path

import pytest

from trainer import hearing
from trainer.errors import BadInput
from trainer.hearing import Speech
from trainer.settings import OPENAI, Settings


def test_without_settings_nobody_hears_and_the_customers_can_be_heard() -> None:
    speech = Speech(Settings())
    assert speech.means("en") == "aloud"
    assert speech.ears("en") is None
    speech.wake()
    speech.close()


def test_the_endpoint_comes_first_and_is_made_once() -> None:
    speech = Speech(Settings(ears_model="whisper-1", ears_url="http://127.0.0.1:9/v1", whisper=Path("/nowhere")))
    ears = speech.ears("ar")
    assert ears is not None
    assert ears.name == "whisper-1"
    assert speech.ears("bg") is ears


def test_a_local_model_is_named_by_its_folder(tmp_path: Path) -> None:
    ears = Speech(Settings(whisper=tmp_path / "base")).ears("en")
    assert ears is not None
    assert ears.name == "whisper (base)"


def test_vosk_hears_the_languages_that_it_has_a_model_for(tmp_path: Path) -> None:
    speech = Speech(Settings(vosk=tmp_path))
    assert speech.ears("en") is None
    (tmp_path / "en").mkdir()
    with pytest.raises(BadInput) as caught:
        speech.ears("en")
    assert caught.value.fault.code == "speech.no_vosk"


@pytest.mark.parametrize(
    ("settings", "means"),
    [
        (Settings(mute=True, ears_model="whisper-1"), "none"),
        (Settings(ears_model="whisper-1"), "here"),
        (Settings(whisper=Path("/somewhere")), "here"),
        (Settings(browser_ears=True), "browser"),
        (Settings(browser_ears=True, whisper=Path("/somewhere")), "here"),
    ],
)
def test_what_is_on_this_machine_comes_before_the_browsers_maker(settings: Settings, means: str) -> None:
    assert Speech(settings).means("ar") == means


def test_vosk_is_spoken_to_in_its_languages_and_listened_to_in_the_others(tmp_path: Path) -> None:
    (tmp_path / "bg").mkdir()
    speech = Speech(Settings(vosk=tmp_path))
    assert (speech.means("bg"), speech.means("ar")) == ("here", "aloud")


def test_where_nothing_can_speak_nothing_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "espeak_is_here", lambda: False)
    assert Speech(Settings(whisper=Path("/somewhere"))).means("en") == "none"
    assert Speech(Settings(mouth_model="tts-1")).means("en") == "aloud"


def test_better_voices_come_before_espeak() -> None:
    speech = Speech(Settings(mouth_model="tts-1", mouth_url="http://127.0.0.1:9/v1", neural_voice=True))
    assert speech.mouth.name == "tts-1, hibari, pyttsx3 (espeak-ng)"
    speech.close()


def test_what_takes_its_time_is_woken_before_the_first_call() -> None:
    speech = Speech(Settings(ears_model="whisper-1", ears_url="http://127.0.0.1:9/v1"))
    try:
        speech.wake()
        assert speech.mouth is speech.mouth
    finally:
        speech.close()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (Settings(), []),
        (Settings(ears_model="hears", mouth_model="says"), [("ears", "hears", OPENAI), ("mouth", "says", OPENAI)]),
        (Settings(ears_model="w", ears_url="http://10.0.0.2/v1"), [("ears", "w", "http://10.0.0.2/v1")]),
        (Settings(whisper=Path("/models/base"), browser_ears=True), [("ears", "base", "")]),
        (Settings(browser_ears=True), [("ears", "", "browser")]),
    ],
)
def test_where_what_is_spoken_goes_is_said(settings: Settings, said: list[tuple[str, str, str]]) -> None:
    assert [(one.use, one.model, one.where) for one in Speech(settings).destinations()] == said
