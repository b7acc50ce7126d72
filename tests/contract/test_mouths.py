"""Every voice keeps the contract: the sound of a clause or a named failure; and where one fails, another speaks."""

import io
import json
import threading
import time
import wave
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import numpy as np
import pytest

from trainer.domain.speech import Manner, Sound
from trainer.domain.values import LANGUAGES, Language
from trainer.errors import SpeechFailed
from trainer.ports import TextToSpeech
from trainer.speech.espeak import EspeakVoices
from trainer.speech.voices import EndpointVoice, FirstThatSpeaks, NeuralVoice

CLAUSE = "I have been charged twice this month, and nobody rings me back."
HER = Manner(sex="female", age="adult", rate=165, pitch=50, loudness=1.0)
VOICES = {"female": "nova", "male": "onyx"}


class Speaker(BaseHTTPRequestHandler):
    """Speaks OpenAI's protocol: a tone as long as the text, in two channels, with the length that streams give."""

    fails: ClassVar[int] = 0
    content: ClassVar[bytes | None] = None
    asked: ClassVar[list[dict[str, object]]] = []

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).asked.append(asked)
        answer = type(self).content or tone(len(asked["input"]) / 14 / asked["speed"])
        self.send_response(type(self).fails or 200)
        self.send_header("Content-Type", "audio/wav")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Quiet."""


def tone(seconds: float) -> bytes:
    held = io.BytesIO()
    with wave.open(held, "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(24_000)
        wavy = 8_000 * np.sin(np.arange(int(24_000 * seconds)) / 9)
        sound.writeframes(np.repeat(wavy.astype("<i2"), 2).tobytes())
    content = bytearray(held.getvalue())
    content[4:8] = content[40:44] = b"\xff\xff\xff\xff"
    return bytes(content)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Speaker)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _well() -> Iterator[None]:
    Speaker.asked.clear()
    yield
    Speaker.fails, Speaker.content = 0, None


@pytest.fixture(scope="module", params=["espeak", "endpoint", "neural"])
def mouth(request: pytest.FixtureRequest, address: str) -> Iterator[TextToSpeech]:
    if request.param == "neural":
        yield NeuralVoice()
        return
    made = EspeakVoices(1) if request.param == "espeak" else EndpointVoice("tts", address, "sk-canary", VOICES)
    with closing(made):
        yield made


def loudness(sound: Sound) -> float:
    return float(np.abs(np.frombuffer(sound.samples, dtype="<i2").astype(float)).mean())


def test_a_clause_takes_about_as_long_as_a_person_would(mouth: TextToSpeech) -> None:
    found = mouth.speak(CLAUSE, "en", HER)
    assert 2.5 < found.seconds < 7
    assert loudness(found) > 100


def test_faster_is_shorter_and_softer_is_softer(mouth: TextToSpeech) -> None:
    usual = mouth.speak(CLAUSE, "en", HER)
    fast = mouth.speak(CLAUSE, "en", HER.model_copy(update={"rate": 230}))
    assert fast.seconds < 0.85 * usual.seconds
    soft = mouth.speak(CLAUSE, "en", HER.model_copy(update={"loudness": 0.4}))
    assert loudness(soft) < 0.7 * loudness(usual)


def test_two_customers_speak_at_once(mouth: TextToSpeech) -> None:
    found: list[Sound] = []
    threads = [threading.Thread(target=lambda: found.append(mouth.speak(CLAUSE, "en", HER))) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [loudness(one) > 100 for one in found] == [True] * 4


def test_an_endpoint_is_asked_for_the_voice_of_the_customer(address: str) -> None:
    with closing(EndpointVoice("tts", address, None, VOICES)) as endpoint:
        endpoint.speak(CLAUSE, "bg", HER.model_copy(update={"sex": "male"}))
    assert (Speaker.asked[0]["voice"], Speaker.asked[0]["input"]) == ("onyx", CLAUSE)


@pytest.mark.parametrize("content", [b"<html>", b"RIFF", tone(0.1)[:30], b"\x00" * 400])
def test_an_answer_that_is_no_sound_is_a_failure(address: str, content: bytes) -> None:
    Speaker.content = content
    with closing(EndpointVoice("tts", address, "sk-canary", VOICES)) as endpoint, pytest.raises(SpeechFailed) as caught:
        endpoint.speak(CLAUSE, "en", HER)
    assert "canary" not in str(caught.value)


class Counting:
    """Speaks, or fails, and counts."""

    def __init__(self, *, fails: bool = False) -> None:
        self.name = "counting"
        self.asked = 0
        self._fails = fails

    def speak(self, text: str, language: Language, manner: Manner) -> Sound:
        self.asked += 1
        if self._fails:
            raise SpeechFailed("speech.unspoken")
        return Sound(samples=b"\x01\x01")


def test_where_an_endpoint_fails_the_next_voice_speaks_and_it_is_left_alone_for_a_while() -> None:
    broken, well = Counting(fails=True), Counting()
    mouth = FirstThatSpeaks(broken, well, rests=0.2)
    for _ in range(3):
        assert mouth.speak(CLAUSE, "en", HER).samples
    assert (broken.asked, well.asked) == (1, 3)
    time.sleep(0.25)
    mouth.speak(CLAUSE, "en", HER)
    assert broken.asked == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_neural_voice_leaves_men_and_other_languages_to_espeak_and_comes_back(language: Language) -> None:
    rest = Counting()
    mouth = FirstThatSpeaks(NeuralVoice(), rest)
    mouth.speak(CLAUSE, language, HER.model_copy(update={"sex": "male"}))
    assert rest.asked == 1
    mouth.speak(CLAUSE, language, HER)
    assert rest.asked == (1 if language == "en" else 2)


def test_the_last_voice_that_fails_is_a_failure() -> None:
    with pytest.raises(SpeechFailed):
        FirstThatSpeaks(Counting(fails=True), Counting(fails=True)).speak(CLAUSE, "en", HER)
