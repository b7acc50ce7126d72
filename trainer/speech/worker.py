"""A process that speaks: pyttsx3's binding of espeak-ng, from lines on its standard input to sound on its output.

espeak-ng is one per process, and is GPL-3: it is loaded here and nowhere else, and comes by the user's own command.
pyttsx3's own engine is left out: its loop comes back before the sound is made and cancels what is under way, so that a
customer spoke at the rate, or even in the words, of the turn before (2.99, measured: wrong in most of 90 lines).
"""

import contextlib
import ctypes
import json
import os
import struct
import sys
from typing import Any, BinaryIO

VOICES = {"en": "gmw/en", "ar": "sem/ar", "bg": "zls/bg"}
VARIANTS = {"female": {"young": "f4", "adult": "f3", "old": "f5"}, "male": {"young": "m7", "adult": "m3", "old": "m1"}}
BUFFER = 200
"""Milliseconds of sound that espeak-ng hands over at a time."""


def main() -> None:
    """Speak until the input ends; each answer is its length and the bytes, or a length of 0 when it failed."""
    output = sys.stdout.buffer
    # Whatever a library prints must not get into the sound.
    with contextlib.redirect_stdout(sys.stderr):
        engine = Engine(_binding())
        _answer(output, b"ready")
        for line in sys.stdin:
            try:
                _answer(output, engine.spoken(json.loads(line)))
            except Exception as error:
                sys.stderr.write(f"{type(error).__name__}: {error}\n")
                _answer(output, b"")


def _binding() -> Any:
    try:
        import espeakng_loader
    except ImportError:
        # Then the system's own, if it has one.
        pass
    else:
        # Its soname is the one that pyttsx3 asks for, so what is loaded first is found.
        ctypes.CDLL(espeakng_loader.get_library_path(), ctypes.RTLD_GLOBAL)
        os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    from pyttsx3.drivers import _espeak

    return _espeak


class Engine:
    """espeak-ng, which speaks one line after the other and comes back when the sound is there."""

    def __init__(self, espeak: Any) -> None:
        self._espeak = espeak
        self._held: list[bytes] = []
        self._rate = espeak.Initialize(espeak.AUDIO_OUTPUT_SYNCHRONOUS, BUFFER)
        if self._rate <= 0:
            raise OSError("espeak-ng could not be started")
        espeak.SetSynthCallback(self._hold)

    def spoken(self, asked: dict[str, Any]) -> bytes:
        """The rate of the samples, four bytes, and the samples; `ValueError` for a voice or words that it has not."""
        espeak = self._espeak
        voice = f"{VOICES[asked['language']]}+{VARIANTS[asked['sex']][asked['age']]}"
        if espeak.SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"no voice {voice}")
        volume = round(100 * asked["loudness"])
        for parameter, value in ((espeak.RATE, asked["rate"]), (espeak.PITCH, asked["pitch"]), (espeak.VOLUME, volume)):
            espeak.SetParameter(parameter, value, 0)
        self._held.clear()
        espeak.Synth(asked["text"].encode(), flags=espeak.ENDPAUSE | espeak.CHARS_UTF8)
        if not self._held:
            raise ValueError("no sound")
        return struct.pack("<I", self._rate) + b"".join(self._held)

    def _hold(self, samples: Any, count: int, _: Any) -> int:
        if count > 0:
            self._held.append(ctypes.string_at(samples, 2 * count))
        return 0


def _answer(output: BinaryIO, content: bytes) -> None:
    output.write(struct.pack("<I", len(content)) + content)
    output.flush()


if __name__ == "__main__":
    main()
