"""Recognisers, all through SpeechRecognition: an endpoint, a local Whisper, or vosk."""

import json
import math
from functools import cached_property
from typing import Any

import numpy as np
import speech_recognition as sr

from trainer.domain.speech import HEARD_AT, SAMPLE, Recognised, Sound
from trainer.domain.values import Language
from trainer.errors import BadInput, SpeechFailed

LONGEST = 120.0
"""Seconds of sound that one turn may have; more is not recognised."""


def _audio(sound: Sound) -> sr.AudioData:
    if sound.seconds > LONGEST:
        raise SpeechFailed("speech.too_long", seconds=round(sound.seconds), most=round(LONGEST))
    return sr.AudioData(sound.samples, sound.rate, SAMPLE)


class EndpointRecogniser:
    """An endpoint that speaks OpenAI's protocol for transcription."""

    def __init__(self, model: str, base_url: str | None, key: str | None, timeout: float = 10.0) -> None:
        from openai import OpenAI
        from speech_recognition.recognizers.whisper_api.base import OpenAICompatibleRecognizer

        self.name = model
        self._model = model
        # A client a call would add its set-up to every turn.
        self._client = OpenAI(base_url=base_url, api_key=key or "none", timeout=timeout, max_retries=0)
        self._recogniser = OpenAICompatibleRecognizer(self._client)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def recognise(self, sound: Sound, language: Language) -> Recognised:
        """What was understood; `SpeechFailed` when the endpoint fails."""
        audio = _audio(sound)
        try:
            return Recognised(text=str(self._recogniser.recognize(audio, self._model, language=language)).strip())
        except Exception as error:
            # No message of theirs is passed on: it may hold a key.
            raise SpeechFailed("speech.not_recognised") from error


class WhisperRecogniser:
    """faster-whisper with a model on this machine, kept warm.

    SpeechRecognition brings the sound into shape; its own `recognize_faster_whisper` loads the model anew for every
    turn, and none of its recognisers hands on how sure Whisper was.
    """

    def __init__(self, folder: str) -> None:
        try:
            import faster_whisper
        except ImportError as error:
            raise BadInput("speech.no_whisper") from error
        self.name = f"whisper ({folder.rstrip('/').rpartition('/')[2]})"
        self._whisper: Any = faster_whisper
        self._folder = folder

    @cached_property
    def _model(self) -> Any:
        return self._whisper.WhisperModel(self._folder, device="cpu", compute_type="int8", cpu_threads=2)

    def recognise(self, sound: Sound, language: Language) -> Recognised:
        """What was understood, with the mean likelihood of its words; nothing where there was no speech."""
        audio = _audio(sound)
        raw = np.frombuffer(audio.get_raw_data(convert_rate=HEARD_AT, convert_width=SAMPLE), dtype="<i2")
        try:
            found, _ = self._model.transcribe(
                raw.astype(np.float32) / 32_768.0, language=language, beam_size=1, condition_on_previous_text=False
            )
            segments = [one for one in found if one.no_speech_prob < 0.8]
        except Exception as error:
            raise SpeechFailed("speech.not_recognised") from error
        if not segments:
            return Recognised(text="")
        likely = math.exp(sum(one.avg_logprob for one in segments) / len(segments))
        text = " ".join(one.text.strip() for one in segments)
        return Recognised(text=text, confidence=round(min(1.0, likely), 3))


class VoskRecogniser:
    """vosk with a model on this machine."""

    def __init__(self, folder: str) -> None:
        try:
            import vosk
        except ImportError as error:
            raise BadInput("speech.no_vosk") from error
        self.name = f"vosk ({folder.rstrip('/').rpartition('/')[2]})"
        self._vosk: Any = vosk
        self._folder = folder

    @cached_property
    def _model(self) -> Any:
        return self._vosk.Model(self._folder)

    def recognise(self, sound: Sound, language: Language) -> Recognised:
        """What was understood; the model knows one language, whatever is asked for."""
        del language
        raw = _audio(sound).get_raw_data(convert_rate=HEARD_AT, convert_width=SAMPLE)
        try:
            recogniser = self._vosk.KaldiRecognizer(self._model, HEARD_AT)
            recogniser.AcceptWaveform(raw)
            return Recognised(text=str(json.loads(recogniser.FinalResult()).get("text", "")))
        except Exception as error:
            raise SpeechFailed("speech.not_recognised") from error
