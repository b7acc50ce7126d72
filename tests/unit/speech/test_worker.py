"""The process that speaks, with a binding whose whims are known; the real one is in `test_espeak`."""

import ctypes
import io
import json
import struct
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from trainer.speech import worker

ASKED: dict[str, Any] = {
    "text": "Hello.",
    "language": "en",
    "sex": "female",
    "age": "adult",
    "rate": 165,
    "pitch": 50,
    "loudness": 0.8,
}


class Binding:
    """espeak-ng as pyttsx3 binds it: two pieces of sound a line, or none."""

    AUDIO_OUTPUT_SYNCHRONOUS, ENDPAUSE, CHARS_UTF8, RATE, PITCH, VOLUME = 2, 0x1000, 1, 1, 3, 2

    def __init__(self, rate: int = 22_050) -> None:
        self._rate = rate
        self.parameters: dict[int, int] = {}
        self._give: Callable[..., int] = lambda *_: 0

    def Initialize(self, output: int, buffer: int) -> int:
        return self._rate

    def SetSynthCallback(self, callback: Callable[..., int]) -> None:
        self._give = callback

    def SetVoiceByName(self, name: bytes) -> int:
        return 0 if name == b"gmw/en+f3" else 2

    def SetParameter(self, parameter: int, value: int, relative: int) -> None:
        self.parameters[parameter] = value

    def Synth(self, text: bytes, flags: int) -> None:
        sys.stdout.write("the library prints")
        for _ in text.split():
            self._give(ctypes.create_string_buffer(b"\x01\x02\x03\x04"), 2, None)
        self._give(None, 0, None)


Run = Callable[..., list[bytes]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the process on these lines; its answers, without the one that says that it is ready."""

    def answers(*lines: str) -> list[bytes]:
        held = io.BytesIO()
        monkeypatch.setattr(worker, "_binding", Binding)
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


def test_a_line_is_answered_with_its_sound_and_nothing_that_a_library_prints(run: Run) -> None:
    (answer,) = run(json.dumps({**ASKED, "text": "Two words."}))
    assert struct.unpack("<I", answer[:4])[0] == 22_050
    assert answer[4:] == b"\x01\x02\x03\x04" * 2


@pytest.mark.parametrize("odd", [{"text": ""}, {"sex": "male"}, {"language": "xx"}, {"text": None}])
def test_what_cannot_be_spoken_is_answered_and_the_next_line_is_heard(run: Run, odd: dict[str, object]) -> None:
    failed, well = run(json.dumps({**ASKED, **odd}), json.dumps(ASKED))
    assert (failed, len(well)) == (b"", 8)


def test_a_line_that_is_no_request_costs_itself_alone(run: Run) -> None:
    failed, well = run("no json", json.dumps(ASKED))
    assert (failed, len(well)) == (b"", 8)


def test_every_line_is_spoken_as_it_asks() -> None:
    binding = Binding()
    engine = worker.Engine(binding)
    for rate, loudness in ((110, 0.5), (240, 1.0)):
        engine.spoken({**ASKED, "rate": rate, "loudness": loudness})
        assert binding.parameters == {Binding.RATE: rate, Binding.PITCH: 50, Binding.VOLUME: round(100 * loudness)}


def test_an_espeak_that_does_not_start_says_so() -> None:
    with pytest.raises(OSError, match="could not be started"):
        worker.Engine(Binding(rate=-1))
