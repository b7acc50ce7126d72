"""A process that speaks: one engine of pyttsx3 on espeak-ng, from lines on its standard input to sound on its output.

Several engines in one process, or one engine in several threads, lose files or abort; so each has a process of its own.
espeak-ng is GPL-3: it is loaded here and nowhere else, and comes by the user's own command.
"""

import contextlib
import ctypes
import json
import os
import struct
import sys
import tempfile
import wave
from pathlib import Path
from typing import Any, BinaryIO

VOICES = {"en": "gmw/en", "ar": "sem/ar", "bg": "zls/bg"}
TRIES = 3
"""A fresh engine may come back from its first long line before there is a file, a busy one before there is sound."""
RATE = 4
"""Bytes that say how fast the samples follow."""
WARMING_UP = {
    "text": "One moment.",
    "language": "en",
    "sex": "female",
    "age": "adult",
    "rate": 165,
    "pitch": 50,
    "loudness": 1.0,
}
VARIANTS = {"female": {"young": "f4", "adult": "f3", "old": "f5"}, "male": {"young": "m7", "adult": "m3", "old": "m1"}}


def main() -> None:
    """Speak until the input ends; each answer is its length and the bytes, or a length of 0 when it failed."""
    output = sys.stdout.buffer
    # The engine prints; that must not get into the sound.
    with contextlib.redirect_stdout(sys.stderr):
        engine = _engine()
        with contextlib.suppress(OSError, EOFError, ValueError, wave.Error):
            _spoken(engine, WARMING_UP)
        _answer(output, b"ready")
        for line in sys.stdin:
            try:
                _answer(output, _spoken(engine, json.loads(line)))
            except Exception as error:
                sys.stderr.write(f"{type(error).__name__}: {error}\n")
                _answer(output, b"")


def _engine() -> Any:
    try:
        import espeakng_loader
    except ImportError:
        # Then the system's own, if it has one.
        pass
    else:
        # Its soname is the one that pyttsx3 asks for, so what is loaded first is found.
        ctypes.CDLL(espeakng_loader.get_library_path(), ctypes.RTLD_GLOBAL)
        os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    import pyttsx3

    return pyttsx3.init()


def _spoken(engine: Any, asked: dict[str, Any]) -> bytes:
    """The rate of the samples, and the samples."""
    voice = f"{VOICES[asked['language']]}+{VARIANTS[asked['sex']][asked['age']]}"
    engine.setProperty("voice", voice)
    for name in ("rate", "pitch"):
        engine.setProperty(name, asked[name])
    engine.setProperty("volume", asked["loudness"])
    with tempfile.TemporaryDirectory() as folder:
        for attempt in range(TRIES):
            path = Path(folder) / f"{attempt}.wav"
            engine.save_to_file(asked["text"], str(path))
            engine.runAndWait()
            # It is set while it speaks, and an unknown one silently keeps the last.
            if engine.getProperty("voice") != voice:
                raise ValueError(f"no voice {voice}")
            if path.exists() and len(sound := _read(path)) > RATE:
                return sound
    raise OSError("no sound was written")


def _read(path: Path) -> bytes:
    with wave.open(str(path)) as sound:
        samples: bytes = sound.readframes(sound.getnframes())
        return struct.pack("<I", sound.getframerate()) + samples


def _answer(output: BinaryIO, content: bytes) -> None:
    output.write(struct.pack("<I", len(content)) + content)
    output.flush()


if __name__ == "__main__":
    main()
