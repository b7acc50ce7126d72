"""The detector hears a voice in speech, and none in silence, noise or a tone."""

import numpy as np
import pytest

from tests.unit.speech.test_espeak import SAYS, USUAL
from trainer.domain.speech import HEARD_AT
from trainer.speech.activity import SAMPLES, SileroActivity
from trainer.speech.espeak import EspeakVoices


def likelihoods(samples: np.ndarray) -> list[float]:
    activity = SileroActivity()
    sound = samples.astype("<i2")
    ends = range(SAMPLES, len(sound), SAMPLES)
    return [activity.likelihood(sound[end - SAMPLES : end].tobytes()) for end in ends]


def at_16k(samples: bytes, rate: int) -> np.ndarray:
    heard = np.frombuffer(samples, dtype="<i2").astype(float)
    places = np.arange(0, len(heard), rate / HEARD_AT)
    return np.asarray(np.interp(places, np.arange(len(heard)), heard))


def test_speech_is_a_voice() -> None:
    voices = EspeakVoices(workers=1)
    try:
        sound = voices.speak(SAYS["en"], "en", USUAL)
    finally:
        voices.close()
    assert np.mean([one > 0.5 for one in likelihoods(at_16k(sound.samples, sound.rate))]) > 0.5


@pytest.mark.parametrize("kind", ["silence", "noise", "tone"])
def test_what_is_no_speech_is_no_voice(kind: str) -> None:
    rng, count = np.random.default_rng(1), 2 * HEARD_AT
    sound = {
        "silence": np.zeros(count),
        "noise": rng.normal(0, 800, count),
        "tone": 8_000 * np.sin(2 * np.pi * 440 * np.arange(count) / HEARD_AT),
    }[kind]
    assert np.mean([one > 0.5 for one in likelihoods(sound)]) < 0.05


def test_calls_do_not_hear_each_other() -> None:
    rng = np.random.default_rng(1)
    loud = rng.normal(0, 8_000, SAMPLES).astype("<i2").tobytes()
    still = bytes(2 * SAMPLES)
    alone, beside, other = SileroActivity(), SileroActivity(), SileroActivity()
    expected = [alone.likelihood(still) for _ in range(20)]
    found = []
    for _ in range(20):
        other.likelihood(loud)
        found.append(beside.likelihood(still))
    assert found == expected
