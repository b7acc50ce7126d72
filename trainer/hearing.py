"""The composition of speech: who understands the agents and who speaks for the customers."""

from functools import cached_property
from typing import Protocol

from trainer.domain.speech import HEARD_AT, SAMPLE, Manner, Sound
from trainer.domain.values import Language
from trainer.ports import SpeechToText, TextToSpeech, VoiceActivity
from trainer.settings import Settings


class Hearing(Protocol):
    """Who understands the agents and who speaks for the customers."""

    @property
    def hears(self) -> bool:
        """Whether anything recognises speech."""
        ...

    @property
    def speaks(self) -> bool:
        """Whether the customers have a voice."""
        ...

    @property
    def mouth(self) -> TextToSpeech:
        """Who speaks."""
        ...

    def ears(self, language: Language) -> SpeechToText | None:
        """Who understands that language, if anybody does."""
        ...

    def activity(self) -> VoiceActivity:
        """A detector for one call."""
        ...

    def wake(self) -> None:
        """Load what takes its time, before the first call waits for it."""
        ...


class Speech:
    """What the settings name; audio libraries are imported when the first call by voice begins."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def hears(self) -> bool:
        """Whether anything recognises speech."""
        return bool(self._settings.ears_model or self._settings.whisper or self._settings.vosk)

    @property
    def speaks(self) -> bool:
        """Whether the customers have a voice."""
        return not self._settings.mute

    def wake(self) -> None:
        """Load what takes its time, before the first call waits for it; an endpoint is not asked for nothing."""
        if not (self.hears and self.speaks):
            return
        self.activity()
        self.mouth.speak("One moment.", "en", Manner(sex="female", age="adult", rate=165, pitch=50, loudness=0.8))
        if self._settings.whisper and not self._settings.ears_model:
            self._whisper.recognise(Sound(samples=bytes(HEARD_AT * SAMPLE)), "en")

    @cached_property
    def mouth(self) -> TextToSpeech:
        """Who speaks."""
        from trainer.speech.espeak import EspeakVoices

        return EspeakVoices()

    def activity(self) -> VoiceActivity:
        """A detector for one call."""
        from trainer.speech.activity import SileroActivity

        return SileroActivity()

    def ears(self, language: Language) -> SpeechToText | None:
        """Who understands that language, if anybody does."""
        settings = self._settings
        if settings.ears_model:
            return self._endpoint
        if settings.whisper:
            return self._whisper
        if settings.vosk and (folder := settings.vosk / language).is_dir():
            from trainer.speech.recognisers import VoskRecogniser

            return VoskRecogniser(str(folder))
        return None

    @cached_property
    def _endpoint(self) -> SpeechToText:
        from trainer.speech.recognisers import EndpointRecogniser

        key = self._settings.ears_key
        return EndpointRecogniser(
            self._settings.ears_model, self._settings.ears_url, key.get_secret_value() if key else None
        )

    @cached_property
    def _whisper(self) -> SpeechToText:
        from trainer.speech.recognisers import WhisperRecogniser

        return WhisperRecogniser(str(self._settings.whisper))

    def close(self) -> None:
        """End what speaks."""
        if "mouth" in self.__dict__ and hasattr(self.mouth, "close"):
            self.mouth.close()
