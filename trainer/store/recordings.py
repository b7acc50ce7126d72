"""Recordings of calls as files: what each side said, on the call's own clock, and both in one for the ear."""

import os
import re
import wave
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from trainer.domain.speech import HEARD_AT, SAMPLE, Side
from trainer.errors import NotFound

_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
BLOCK = 60 * HEARD_AT
"""Samples that are woven together at a time."""
BARS = 240
"""Parts of a recording that are drawn."""
HEADER = 44
"""Bytes of a WAV before its samples, as they are written here."""


class Shape(NamedTuple):
    """A recording to look at: its seconds, and how loud each side was, 0-100, in equal parts of them."""

    seconds: float
    agent: tuple[int, ...]
    customer: tuple[int, ...]


class Recordings:
    """A folder of recordings, one a call, readable by nobody else on this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, call: str, side: Side, at: float, samples: bytes) -> None:
        """Put samples, 16,000 a second, at so many seconds of the call; what was between is silence."""
        folder = self._of(call)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(folder / f"{side}.pcm", os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "r+b") as file:
            file.seek(max(0, int(at * HEARD_AT)) * SAMPLE)
            file.write(samples)

    def exists(self, call: str) -> bool:
        """Whether anything of a call was recorded."""
        return any(self._of(call).glob("*.pcm"))

    def file(self, call: str) -> Path:
        """Both sides in one WAV, the agent on the left and the customer on the right; `NotFound` when there is none."""
        sides = [self._of(call) / f"{side}.pcm" for side in ("agent", "customer")]
        newest = max((one.stat().st_mtime for one in sides if one.exists()), default=None)
        if newest is None:
            raise NotFound("recording.none", id=call)
        both = self._of(call) / "both.wav"
        if not both.exists() or both.stat().st_mtime < newest:
            _weave(sides, both)
        return both

    def shape(self, call: str) -> Shape:
        """How loud each side was over the call; `NotFound` when it was not recorded."""
        both = np.memmap(self.file(call), dtype="<i2", mode="r", offset=HEADER).reshape(-1, 2)
        edges = np.linspace(0, len(both), BARS + 1).astype(int)
        loudest = [[_loudest(both[a:b, side]) for a, b in pairwise(edges)] for side in (0, 1)]
        return Shape(round(len(both) / HEARD_AT, 2), *map(tuple, loudest))

    def _of(self, call: str) -> Path:
        if not _ID.fullmatch(call):
            raise NotFound("call.unknown", id=call[:80])
        return self._folder / call


def _loudest(samples: "np.ndarray[tuple[int], np.dtype[np.int16]]") -> int:
    return int(100 * np.abs(samples.astype(int)).max(initial=0) / 32_768)


def _weave(sides: list[Path], both: Path) -> None:
    part = both.with_suffix(".part")
    maps = [np.memmap(one, dtype="<i2", mode="r") if one.exists() else np.zeros(0, dtype="<i2") for one in sides]
    length = max(len(one) for one in maps)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file, wave.open(file) as out:
        out.setnchannels(2)
        out.setsampwidth(SAMPLE)
        out.setframerate(HEARD_AT)
        for start in range(0, length, BLOCK):
            block = np.zeros((min(BLOCK, length - start), 2), dtype="<i2")
            for column, one in enumerate(maps):
                piece = one[start : start + BLOCK]
                block[: len(piece), column] = piece
            out.writeframes(block.tobytes())
    part.rename(both)
