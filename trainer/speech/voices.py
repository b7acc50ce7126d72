"""Voices besides espeak-ng, and what is done when one of them fails: the next one speaks."""

import io
import threading
import time
import wave
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np

from trainer.domain.speech import SAMPLE, USUAL_RATE, Manner, Sound
from trainer.domain.values import Language
from trainer.errors import BadInput, SpeechFailed
from trainer.ports import TextToSpeech

RESTS = 30.0
"""Seconds for which a voice that failed is not asked again."""


class FirstThatSpeaks:
    """Voices in the order of preference; one that fails is left alone for a while. The last one is always asked."""

    def __init__(self, *voices: TextToSpeech, rests: float = RESTS) -> None:
        self.name = ", ".join(voice.name for voice in voices)
        self._voices = voices
        self._rests = rests
        self._until: dict[int, float] = {}

    def speak(self, text: str, language: Language, manner: Manner) -> Sound:
        """The sound of a clause, from the first voice that has one."""
        *others, last = self._voices
        for number, voice in enumerate(others):
            if self._until.get(number, 0.0) > time.monotonic():
                continue
            try:
                return voice.speak(text, language, manner)
            except NotSpoken:
                continue
            except SpeechFailed:
                self._until[number] = time.monotonic() + self._rests
        return last.speak(text, language, manner)

    def close(self) -> None:
        """Let go of every voice."""
        for voice in self._voices:
            if hasattr(voice, "close"):
                voice.close()


class NotSpoken(SpeechFailed):
    """Such a customer is not for this voice, and will not be in a minute either."""


class EndpointVoice:
    """An endpoint that speaks OpenAI's protocol; `voices` are its names for a woman's and a man's."""

    def __init__(
        self, model: str, base_url: str | None, key: str | None, voices: Mapping[str, str], timeout: float = 4.0
    ) -> None:
        from openai import OpenAI

        self.name = model
        self._model = model
        self._voices = voices
        self._client = OpenAI(base_url=base_url, api_key=key or "none", timeout=timeout, max_retries=0)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def speak(self, text: str, language: Language, manner: Manner) -> Sound:
        """The sound of a clause; `SpeechFailed` when the endpoint fails or answers with something else."""
        del language
        try:
            answer = self._client.audio.speech.create(
                model=self._model,
                voice=self._voices[manner.sex],
                input=text,
                response_format="wav",
                speed=manner.rate / USUAL_RATE,
            )
            return _louder(_read(answer.content), manner)
        except Exception as error:
            # No message of theirs is passed on: it may hold a key.
            raise SpeechFailed("speech.unspoken") from error


class NeuralVoice:
    """hibari's English voice on this machine: a woman's, the one that comes in its package (Apache-2.0)."""

    name = "hibari"

    def __init__(self) -> None:
        try:
            import hibari
        except ImportError as error:
            raise BadInput("speech.no_neural") from error
        self._hibari: Any = hibari
        self._lock = threading.Lock()

    @cached_property
    def _engine(self) -> Any:
        return self._hibari.Hibari()

    def speak(self, text: str, language: Language, manner: Manner) -> Sound:
        """The sound of a clause; `NotSpoken` for a man or another language."""
        if language != "en" or manner.sex != "female":
            raise NotSpoken("speech.unspoken")
        try:
            # Nothing is said of several threads on one engine.
            with self._lock:
                heard = self._engine(text, speed=min(2.0, max(0.5, manner.rate / USUAL_RATE)), seed=0)
        except Exception as error:
            raise SpeechFailed("speech.unspoken") from error
        samples = (np.clip(heard, -1, 1) * 32_767).astype("<i2").tobytes()
        return _louder(Sound(samples=samples, rate=self._engine.sample_rate), manner)


def _read(content: bytes) -> Sound:
    """A WAV of two bytes a sample; a streamed one says a length that it has not."""
    with wave.open(io.BytesIO(content)) as sound:
        if sound.getsampwidth() != SAMPLE:
            raise ValueError("not two bytes a sample")
        samples = np.frombuffer(sound.readframes(len(content)), dtype="<i2")
        both = samples[: len(samples) // sound.getnchannels() * sound.getnchannels()].reshape(-1, sound.getnchannels())
        return Sound(samples=both.mean(axis=1).astype("<i2").tobytes(), rate=sound.getframerate())


def _louder(sound: Sound, manner: Manner) -> Sound:
    heard = np.frombuffer(sound.samples, dtype="<i2") * manner.loudness
    return Sound(samples=heard.astype("<i2").tobytes(), rate=sound.rate)
