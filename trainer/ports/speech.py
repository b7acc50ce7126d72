"""Who hears and who speaks, and the line between them."""

from collections.abc import Mapping
from typing import Protocol

from trainer.domain.speech import Manner, Recognised, Side, Sound
from trainer.domain.values import Language


class SpeechToText(Protocol):
    """Understands what an agent says."""

    name: str

    def recognise(self, sound: Sound, language: Language) -> Recognised:
        """What was understood, empty where nothing was said; `SpeechFailed` when it cannot tell."""
        ...


class TextToSpeech(Protocol):
    """Speaks for the customers."""

    name: str

    def speak(self, text: str, language: Language, manner: Manner) -> Sound:
        """The sound of a clause; `SpeechFailed` when there is none."""
        ...


class Line(Protocol):
    """The line to the agent's headset. What is sent to somebody who has gone is lost."""

    async def tell(self, message: Mapping[str, object]) -> None:
        """What the page should show or do."""
        ...

    async def play(self, sound: Sound) -> None:
        """Sound that is heard after what was played before."""
        ...


class SoundStore(Protocol):
    """Keeps recordings of calls; only of those whose agent agreed to it."""

    def add(self, call: str, side: Side, at: float, samples: bytes) -> None:
        """Put samples, 16,000 a second, at so many seconds of the call."""
        ...

    def exists(self, call: str) -> bool:
        """Whether anything of a call was recorded."""
        ...


class VoiceActivity(Protocol):
    """Hears whether somebody speaks; one for each call."""

    def likelihood(self, window: bytes) -> float:
        """How likely a window of 32 ms, 16,000 samples a second, holds a voice, 0-1."""
        ...
