"""A tape of a call by voice, on the call's own clock; it runs only when the agent has agreed."""

import logging
import time
from collections.abc import Callable

import numpy as np

from trainer.domain.speech import HEARD_AT, SAMPLE, Side, Sound
from trainer.ports import SoundStore

AT_ONCE = HEARD_AT * SAMPLE
"""Bytes of the agent's sound that are written at a time: a second."""
log = logging.getLogger(__name__)


class Tape:
    """Both sides of one call. A disk that is full ends the tape, never the call."""

    def __init__(self, store: SoundStore, call: str, since: float, now: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._call = call
        # The clock of the line, and where the call's own clock stood when it began to run.
        self._offset = since - now()
        self._now = now
        self._waiting = b""
        self._runs = True

    def agent(self, samples: bytes) -> None:
        """What came from the microphone until now."""
        self._waiting += samples
        if len(self._waiting) >= AT_ONCE:
            self.flush()

    def customer(self, sound: Sound, at: float) -> None:
        """What is heard of the customer from that moment of the line's clock on."""
        self._add("customer", at, _at_16k(sound))

    def flush(self) -> None:
        """Write what waits."""
        samples, self._waiting = self._waiting, b""
        if samples:
            self._add("agent", self._now() - len(samples) / SAMPLE / HEARD_AT, samples)

    def _add(self, side: Side, at: float, samples: bytes) -> None:
        if not self._runs:
            return
        try:
            self._store.add(self._call, side, at + self._offset, samples)
        except OSError:
            log.exception("the recording of a call ends here")
            self._runs = False


def _at_16k(sound: Sound) -> bytes:
    heard = np.frombuffer(sound.samples, dtype="<i2").astype(float)
    if sound.rate == HEARD_AT or not len(heard):
        return sound.samples
    places = np.arange(0, len(heard), sound.rate / HEARD_AT)
    return bytes(np.interp(places, np.arange(len(heard)), heard).round().astype("<i2").tobytes())
