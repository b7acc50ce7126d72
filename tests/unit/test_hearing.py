"""Who hears and who speaks, as the settings say."""

from pathlib import Path

import pytest

from trainer.errors import BadInput
from trainer.hearing import Speech
from trainer.settings import Settings


def test_without_settings_nobody_hears_and_the_customers_could_speak() -> None:
    speech = Speech(Settings())
    assert (speech.hears, speech.speaks) == (False, True)
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


def test_mute_customers_have_no_voice() -> None:
    assert not Speech(Settings(mute=True)).speaks


def test_what_takes_its_time_is_woken_before_the_first_call() -> None:
    speech = Speech(Settings(ears_model="whisper-1", ears_url="http://127.0.0.1:9/v1"))
    try:
        speech.wake()
        assert speech.mouth is speech.mouth
    finally:
        speech.close()
