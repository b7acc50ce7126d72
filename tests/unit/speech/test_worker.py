"""The process that speaks, with an engine whose whims are known."""

import io
import json
import struct
import sys
import wave
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from trainer.speech import worker

ASKED: dict[str, Any] = dict(worker.WARMING_UP)


class Engine:
    """Writes files as pyttsx3 does: all of it, nothing, no sound, or in another voice."""

    def __init__(self, whims: list[str]) -> None:
        self._whims = whims
        self._set: dict[str, object] = {}
        self._path = Path()

    def setProperty(self, name: str, value: object) -> None:
        self._set[name] = value

    def getProperty(self, name: str) -> object:
        return "another" if self._whims[0] == "voiceless" else self._set[name]

    def save_to_file(self, text: str, path: str) -> None:
        self._path = Path(path)

    def runAndWait(self) -> None:
        sys.stdout.write("the engine prints")
        whim = self._whims[0] if len(self._whims) == 1 else self._whims.pop(0)
        if whim == "nothing":
            return
        with wave.open(str(self._path), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(22_050)
            sound.writeframes(b"\x01\x02" * (0 if whim == "soundless" else 30))


Run = Callable[..., list[bytes]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the process on these lines; its answers, without the one that says that it is ready."""

    def answers(lines: list[str], *whims: str) -> list[bytes]:
        held = io.BytesIO()
        monkeypatch.setattr(worker, "_engine", lambda: Engine(["well", *whims]))
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=held))
        worker.main()
        content, found = held.getvalue(), []
        while content:
            (length,) = struct.unpack("<I", content[:4])
            found.append(content[4 : 4 + length])
            content = content[4 + length :]
        assert found[0] == b"ready"
        return found[1:]

    return answers


def test_a_line_is_answered_with_its_sound_and_nothing_that_the_engine_prints(run: Run) -> None:
    (answer,) = run([json.dumps(ASKED)], "well")
    assert struct.unpack("<I", answer[:4])[0] == 22_050
    assert answer[4:] == b"\x01\x02" * 30


@pytest.mark.parametrize("whim", ["nothing", "soundless"])
def test_an_engine_that_comes_back_too_soon_is_asked_again(run: Run, whim: str) -> None:
    (answer,) = run([json.dumps(ASKED)], whim, "well")
    assert len(answer) == 64


@pytest.mark.parametrize("whim", ["nothing", "soundless", "voiceless"])
def test_what_cannot_be_spoken_is_answered_and_the_next_line_is_heard(run: Run, whim: str) -> None:
    assert run([json.dumps(ASKED), "no json", json.dumps(ASKED)], whim) == [b"", b"", b""]
