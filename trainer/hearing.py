"""The composition of speech: who understands the agents and who speaks for the customers."""

from collections.abc import Iterator
from ctypes.util import find_library
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from trainer.domain.cost import Destination
from trainer.domain.speech import HEARD_AT, SAMPLE, Manner, Means, Sound
from trainer.domain.values import Language
from trainer.ports import SpeechToText, TextToSpeech, VoiceActivity
from trainer.settings import OPENAI, Settings

if TYPE_CHECKING:
    from trainer.speech.espeak import EspeakVoices


class Hearing(Protocol):
    """Who understands the agents and who speaks for the customers."""

    def means(self, language: Language) -> Means:
        """How a call in that language may be spoken."""
        ...

    @property
    def mouth(self) -> TextToSpeech:
        """Who speaks."""
        ...

    def ears(self, language: Language) -> SpeechToText | None:
        """Who understands that language, if anybody does."""
        ...

    def destinations(self) -> Iterator[Destination]:
        """Where what is spoken goes."""
        ...

    def activity(self) -> VoiceActivity:
        """A detector for one call."""
        ...

    def wake(self) -> None:
        """Load what takes its time, before the first call waits for it."""
        ...


def espeak_is_here() -> bool:
    """Whether espeak-ng was installed, from its wheel or with the system."""
    return find_spec("espeakng_loader") is not None or find_library("espeak-ng") is not None


class Speech:
    """What the settings name; audio libraries are imported when the first call by voice begins."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def hears(self) -> bool:
        """Whether anything recognises speech."""
        return bool(self._settings.ears_model or self._settings.whisper or self._settings.vosk)

    def means(self, language: Language) -> Means:
        """How a call in that language may be spoken."""
        settings = self._settings
        if settings.mute or not (settings.mouth_model or espeak_is_here()):
            return "none"
        if settings.ears_model or settings.whisper or (settings.vosk and (settings.vosk / language).is_dir()):
            return "here"
        return "browser" if settings.browser_ears else "aloud"

    def wake(self) -> None:
        """Load what takes its time, before the first call waits for it; an endpoint is not asked for nothing."""
        if self._settings.mute:
            return
        self.activity()
        self._espeak.wake()
        self.mouth.speak("One moment.", "en", Manner(sex="female", age="adult", rate=165, pitch=50, loudness=0.8))
        if self._settings.whisper and not self._settings.ears_model:
            self._whisper.recognise(Sound(samples=bytes(HEARD_AT * SAMPLE)), "en")

    def destinations(self) -> Iterator[Destination]:
        """Where what is spoken goes."""
        settings = self._settings
        if settings.ears_model:
            yield Destination(use="ears", model=settings.ears_model, where=settings.ears_url or OPENAI)
        elif settings.whisper or settings.vosk:
            folder = settings.whisper or settings.vosk
            yield Destination(use="ears", model=folder.name if folder else "", where="")
        elif settings.browser_ears:
            yield Destination(use="ears", model="", where="browser")
        if settings.mouth_model:
            yield Destination(use="mouth", model=settings.mouth_model, where=settings.mouth_url or OPENAI)

    @cached_property
    def mouth(self) -> TextToSpeech:
        """Who speaks."""
        from trainer.speech.voices import EndpointVoice, FirstThatSpeaks, NeuralVoice

        settings, better = self._settings, list[TextToSpeech]()
        if settings.mouth_model:
            key = settings.mouth_key.get_secret_value() if settings.mouth_key else None
            voices = {"female": settings.mouth_female, "male": settings.mouth_male}
            better.append(EndpointVoice(settings.mouth_model, settings.mouth_url, key, voices))
        if settings.neural_voice:
            better.append(NeuralVoice())
        return FirstThatSpeaks(*better, self._espeak) if better else self._espeak

    @cached_property
    def _espeak(self) -> "EspeakVoices":
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
