"""Sound as plain values, how a customer sounds, and how long they wait before they take the turn."""

from typing import Annotated, Literal

from pydantic import Field

from trainer.domain.persona import CustomerState, Persona, Temperament
from trainer.domain.values import Frozen

HEARD_AT = 16_000
"""Samples a second of what comes from a microphone."""
SAMPLE = 2
"""Bytes of a sample: signed, little-endian, one channel."""


class Sound(Frozen):
    """Sound as samples of two bytes, one channel; `rate` is samples a second."""

    samples: bytes
    rate: Annotated[int, Field(gt=0)] = HEARD_AT

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / SAMPLE / self.rate


class Recognised(Frozen):
    """What was understood; `confidence` is 0-1, or `None` where the recogniser does not tell it."""

    text: str
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None

    @property
    def sure(self) -> bool:
        """Whether it counts without asking."""
        return self.confidence is None or self.confidence >= SURE


SURE = 0.45
"""Confidence from which nobody is asked; judgement, to be set by what is measured on people's voices."""


class Manner(Frozen):
    """How a line is spoken: words a minute, pitch 0-99 (50 is the voice's own), loudness 0-1."""

    sex: str
    age: str
    rate: Annotated[int, Field(ge=80, le=300)]
    pitch: Annotated[int, Field(ge=0, le=99)]
    loudness: Annotated[float, Field(ge=0, le=1)]


USUAL_RATE = 165
"""Words a minute of unhurried talk on the phone."""
_OF_AGE = {"young": (8, 6), "adult": (0, 0), "old": (-18, -8)}
"""What age adds to rate and pitch; judgement by ear."""


def manner_of(persona: Persona, state: CustomerState) -> Manner:
    """Anger is faster, higher and louder; hesitation and confusion are slower, hesitation softer as well."""
    rate, pitch = _OF_AGE[persona.voice.age]
    heat, doubt = state.anger / 100, state.hesitation / 100
    return Manner(
        sex=persona.voice.sex,
        age=persona.voice.age,
        rate=_within(80, 300, USUAL_RATE + rate + 35 * heat - 30 * doubt - 15 * state.confusion / 100),
        pitch=_within(0, 99, 50 + pitch + 14 * heat + 4 * doubt),
        loudness=round(min(1.0, 0.75 + 0.25 * heat - 0.1 * doubt), 2),
    )


def _within(least: int, most: int, value: float) -> int:
    return round(min(most, max(least, value)))


FALTERS = 55
"""Hesitation from which a customer stops in mid-sentence and begins again."""


def as_spoken(text: str, state: CustomerState, number: int) -> str:
    """The words with the pauses and restarts of somebody who is unsure; every other turn, or it would be a tic."""
    first, _, rest = text.partition(" ")
    if state.hesitation < FALTERS or number % 4 or not rest:
        return text
    return f"{first}… {first} {rest}" if first.isalpha() else f"… {text}"


class Patience(Frozen):
    """Milliseconds of silence after which the customer takes the turn, and of speech after which they cut in."""

    silence: int
    lecture: int


PATIENCE: dict[Temperament, Patience] = {
    "angry": Patience(silence=600, lecture=25_000),
    "confused": Patience(silence=900, lecture=40_000),
    "hesitant": Patience(silence=1_100, lecture=60_000),
}
"""600 ms is where an impatient listener cuts in, above the usual gap of 200 ms between turns (Stivers et al. 2009)."""
DEAD_AIR = 5.0
"""Seconds without a word after which the customer asks whether anyone is there."""


Side = Literal["agent", "customer"]
"""Who is heard."""
Means = Literal["none", "aloud", "browser", "here"]
"""How a call may be spoken: not at all; the customer only; the agent too, understood by their own browser; or by us."""


class Spoken(Frozen):
    """How a turn of the agent's came out of sound.

    `recognised` is what was understood before the agent corrected it; `seconds` is how long they spoke, `response` how
    long the customer had waited for their first word, `pauses` how long they were silent within the turn.
    """

    recognised: str
    by: str
    confidence: float | None = None
    seconds: float = 0
    response: float = 0
    pauses: float = 0
