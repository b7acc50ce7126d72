"""A voice that dies, hangs or is asked for nonsense costs one clause, and the next one is spoken."""

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from trainer.domain.speech import Manner
from trainer.domain.values import LANGUAGES, Language
from trainer.errors import SpeechFailed
from trainer.speech.espeak import EspeakVoices

pytest.importorskip(
    "espeakng_loader", reason="no espeak-ng, so NO VOICE WAS TESTED; pip install -r requirements-voice.txt"
)
USUAL = Manner(sex="female", age="adult", rate=165, pitch=50, loudness=0.8)
SAYS: dict[Language, str] = {"en": "I was charged twice.", "ar": "خصمتم مني مرتين.", "bg": "Таксувахте ме два пъти."}


@pytest.fixture(scope="module")
def voices() -> Iterator[EspeakVoices]:
    found = EspeakVoices(workers=2)
    yield found
    found.close()


def loudness(samples: bytes) -> float:
    return float(np.abs(np.frombuffer(samples, dtype="<i2").astype(float)).mean())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sex", ["female", "male"])
def test_every_language_is_spoken_by_both_sexes(voices: EspeakVoices, language: Language, sex: str) -> None:
    found = voices.speak(SAYS[language], language, USUAL.model_copy(update={"sex": sex}))
    assert 0.8 < found.seconds < 6
    assert loudness(found.samples) > 100


def test_faster_is_shorter_and_louder_is_louder(voices: EspeakVoices) -> None:
    slow = voices.speak(SAYS["en"], "en", USUAL.model_copy(update={"rate": 110}))
    fast = voices.speak(SAYS["en"], "en", USUAL.model_copy(update={"rate": 240}))
    assert fast.seconds < 0.8 * slow.seconds
    soft = voices.speak(SAYS["en"], "en", USUAL.model_copy(update={"loudness": 0.3}))
    assert loudness(soft.samples) < 0.7 * loudness(fast.samples)


def test_every_line_is_spoken_at_its_own_rate_whatever_was_asked_before(voices: EspeakVoices) -> None:
    lengths: dict[int, set[float]] = {}
    for turn in range(60):
        rate = (110, 165, 240)[turn * 7 % 11 % 3]
        found = voices.speak(SAYS["en"], "en", USUAL.model_copy(update={"rate": rate}))
        lengths.setdefault(rate, set()).add(round(found.seconds, 1))
    assert {rate: len(found) for rate, found in lengths.items()} == {110: 1, 165: 1, 240: 1}
    assert min(lengths[110]) > min(lengths[165]) > min(lengths[240])


@pytest.mark.parametrize("text", ["", " ", "…", "?!"])
def test_nothing_to_say_is_silence(voices: EspeakVoices, text: str) -> None:
    assert voices.speak(text, "en", USUAL).seconds == 0


@pytest.mark.parametrize("text", ["<speak>&amp;</speak>", "'; DROP TABLE", "\x00 nul", "🙂 hi", "a" * 3_000])
def test_odd_words_are_spoken_or_cost_their_clause_alone(voices: EspeakVoices, text: str) -> None:
    with contextlib.suppress(SpeechFailed):
        voices.speak(text, "en", USUAL)
    assert voices.speak(SAYS["en"], "en", USUAL).seconds > 0.8


def test_a_killed_process_costs_its_clause_and_is_started_again() -> None:
    voices = EspeakVoices(workers=1)
    try:
        voices.speak("Hello.", "en", USUAL)
        (process,) = voices.processes()
        os.kill(process, signal.SIGSTOP)
        stopped = threading.Timer(0.3, os.kill, (process, signal.SIGKILL))
        stopped.start()
        with pytest.raises(SpeechFailed) as caught:
            voices.speak("Lost words.", "en", USUAL)
        assert caught.value.fault.code == "speech.lost"
        assert voices.speak("Back again.", "en", USUAL).seconds > 0.3
        assert voices.processes() != [process]
    finally:
        voices.close()


def test_a_process_that_hangs_is_given_up_and_replaced() -> None:
    voices = EspeakVoices(workers=1, speaks_within=0.5)
    try:
        voices.speak("Hello.", "en", USUAL)
        os.kill(voices.processes()[0], signal.SIGSTOP)
        with pytest.raises(SpeechFailed):
            voices.speak("Never.", "en", USUAL)
        assert voices.speak("Hello.", "en", USUAL).seconds > 0.3
    finally:
        voices.close()


def test_when_all_are_busy_for_long_the_text_goes_on_without_sound() -> None:
    voices = EspeakVoices(workers=1, speaks_within=2.0, waits=0.1)
    try:
        voices.speak("Hello.", "en", USUAL)
        os.kill(voices.processes()[0], signal.SIGSTOP)
        with ThreadPoolExecutor(1) as pool:
            held = pool.submit(voices.speak, "Held.", "en", USUAL)
            with pytest.raises(SpeechFailed) as caught:
                voices.speak("No room.", "en", USUAL)
            assert caught.value.fault.code == "speech.full"
            assert isinstance(held.exception(timeout=10), SpeechFailed)
    finally:
        voices.close()


def test_many_at_once_each_get_their_own_words(voices: EspeakVoices) -> None:
    texts = ["Yes. " * (1 + one % 4) for one in range(24)]
    with ThreadPoolExecutor(24) as pool:
        at_once = list(pool.map(lambda text: voices.speak(text, "en", USUAL).seconds, texts))
    alone = {text: voices.speak(text, "en", USUAL).seconds for text in set(texts)}
    assert at_once == pytest.approx([alone[text] for text in texts], abs=0.05)
