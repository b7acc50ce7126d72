"""Every recogniser keeps the contract: words or a named failure, whatever sound it is given."""

import io
import json
import threading
import wave
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import numpy as np
import pytest

from tests.whisper import whisper_base
from trainer.domain.speech import HEARD_AT, Manner, Sound
from trainer.errors import SpeechFailed
from trainer.ports import SpeechToText
from trainer.speech.espeak import EspeakVoices
from trainer.speech.recognisers import EndpointRecogniser, WhisperRecogniser

SAYS = "Good morning, this is billing. How can I help you today?"


class Transcriber(BaseHTTPRequestHandler):
    """Speaks OpenAI's protocol for transcription: hears something in every sound that is not silent."""

    fails: ClassVar[int] = 0
    heard: ClassVar[list[float]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with wave.open(io.BytesIO(body[body.index(b"RIFF") :])) as sound:
            samples = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2")
            type(self).heard.append(sound.getnframes() / sound.getframerate())
        answer = json.dumps({"text": SAYS if np.abs(samples).max(initial=0) > 500 else ""}).encode()
        self.send_response(type(self).fails or 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Transcriber)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module", params=["endpoint", "whisper"])
def ears(
    request: pytest.FixtureRequest, endpoint: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SpeechToText]:
    if request.param == "endpoint":
        with closing(EndpointRecogniser("loopback", endpoint, "sk-canary")) as remote:
            yield remote
    else:
        yield WhisperRecogniser(str(whisper_base(tmp_path_factory.mktemp("whisper"))))


@pytest.fixture(scope="module")
def spoken() -> Iterator[Sound]:
    voices = EspeakVoices(workers=1)
    yield voices.speak(SAYS, "en", Manner(sex="male", age="adult", rate=150, pitch=50, loudness=1.0))
    voices.close()


def words(text: str) -> set[str]:
    return {one.strip(".,?!").casefold() for one in text.split()}


def test_clear_speech_is_understood(ears: SpeechToText, spoken: Sound) -> None:
    found = ears.recognise(spoken, "en")
    assert len(words(found.text) & words(SAYS)) >= 0.7 * len(words(SAYS))
    assert found.sure


def test_silence_says_nothing(ears: SpeechToText) -> None:
    assert ears.recognise(Sound(samples=bytes(2 * 2 * HEARD_AT)), "en").text == ""


def test_noise_is_taken_and_nothing_breaks(ears: SpeechToText) -> None:
    noise = np.random.default_rng(1).normal(0, 900, 2 * HEARD_AT).astype("<i2").tobytes()
    assert isinstance(ears.recognise(Sound(samples=noise), "ar").text, str)


def test_telephone_sound_is_taken(ears: SpeechToText, spoken: Sound) -> None:
    heard = np.frombuffer(spoken.samples, dtype="<i2")
    at_8k = np.interp(np.arange(0, len(heard), spoken.rate / 8_000), np.arange(len(heard)), heard)
    found = ears.recognise(Sound(samples=at_8k.astype("<i2").tobytes(), rate=8_000), "en")
    assert len(words(found.text) & words(SAYS)) >= 0.5 * len(words(SAYS))


def test_an_hour_is_refused_at_once(ears: SpeechToText) -> None:
    with pytest.raises(SpeechFailed) as caught:
        ears.recognise(Sound(samples=bytes(2 * 3_600 * 100), rate=100), "en")
    assert caught.value.fault.code == "speech.too_long"


def test_an_endpoint_that_fails_is_a_failure_without_its_key(endpoint: str, spoken: Sound) -> None:
    Transcriber.fails = 500
    try:
        with (
            closing(EndpointRecogniser("loopback", endpoint, "sk-canary")) as remote,
            pytest.raises(SpeechFailed) as caught,
        ):
            remote.recognise(spoken, "en")
        assert caught.value.fault.code == "speech.not_recognised"
        assert "canary" not in str(caught.value)
    finally:
        Transcriber.fails = 0


def test_nobody_at_the_address_is_a_failure(spoken: Sound) -> None:
    nobody = EndpointRecogniser("loopback", "http://127.0.0.1:9/v1", None, timeout=1)
    with closing(nobody), pytest.raises(SpeechFailed):
        nobody.recognise(spoken, "en")
