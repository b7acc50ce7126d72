"""Whose turn it is, from moment to moment of a call by voice. Pure: the same sound gives the same turns.

Time is counted in milliseconds of sound that has been heard, never by a clock.
"""

from enum import StrEnum

from trainer.domain.speech import Patience
from trainer.domain.values import Frozen

WINDOW = 32
"""Milliseconds of sound that are looked at at a time; what the voice detector takes."""
VOICE, STILL = 0.5, 0.35
"""Likelihood of a voice from which somebody begins to speak, and under which they are silent."""
BEGINS = 2 * WINDOW
"""Milliseconds of voice that make a beginning; less is a click or a breath."""
CUTS_IN = 5 * WINDOW
"""Milliseconds of voice over the customer's own that make the agent cut in; a cough or "mhm" does not."""
PAUSE = 200
"""Milliseconds of silence after which it is worth recognising what was said, in case nothing follows."""


class Signal(StrEnum):
    """What has just become clear."""

    BEGAN = "began"
    PAUSED = "paused"
    WENT_ON = "went_on"
    ENDED = "ended"
    CUT_IN = "cut_in"
    LECTURED = "lectured"


class Floor(Frozen):
    """Where the turn stands: milliseconds of voice and of silence so far, and whether the customer is speaking."""

    speaking: bool = False
    customer_speaks: bool = False
    voice: int = 0
    silence: int = 0
    spoken: int = 0
    paused: bool = False


def listen(floor: Floor, likelihood: float, patience: Patience) -> tuple[Floor, Signal | None]:
    """The floor after another window of sound, and what became clear with it."""
    voiced = likelihood >= (STILL if floor.speaking else VOICE)
    if not floor.speaking:
        return _waiting(floor, voiced=voiced)
    if voiced:
        return _going_on(floor, patience)
    return _falling_silent(floor, patience)


def _waiting(floor: Floor, *, voiced: bool) -> tuple[Floor, Signal | None]:
    """Nobody speaks but, perhaps, the customer."""
    voice = floor.voice + WINDOW if voiced else 0
    needed = CUTS_IN if floor.customer_speaks else BEGINS
    if voice < needed:
        return floor.model_copy(update={"voice": voice}), None
    began = Floor(speaking=True, voice=voice, spoken=voice)
    return began, Signal.CUT_IN if floor.customer_speaks else Signal.BEGAN


def _going_on(floor: Floor, patience: Patience) -> tuple[Floor, Signal | None]:
    spoken = floor.spoken + floor.silence + WINDOW
    if spoken >= patience.lecture:
        return Floor(), Signal.LECTURED
    went_on = floor.model_copy(update={"spoken": spoken, "silence": 0, "paused": False})
    return went_on, Signal.WENT_ON if floor.paused else None


def _falling_silent(floor: Floor, patience: Patience) -> tuple[Floor, Signal | None]:
    silence = floor.silence + WINDOW
    if silence >= patience.silence:
        return Floor(), Signal.ENDED
    paused = floor.paused or silence >= PAUSE
    signal = Signal.PAUSED if paused and not floor.paused else None
    return floor.model_copy(update={"silence": silence, "paused": paused}), signal
