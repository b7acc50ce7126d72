"""Speech from pyttsx3 on espeak-ng: a pool of processes, each of which may be killed and is then started again."""

import json
import queue
import select
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import BinaryIO

from trainer.domain.speech import Manner, Sound
from trainer.domain.values import Language
from trainer.errors import SpeechFailed

WORKERS = 2
STARTS_WITHIN = 20.0
"""Seconds that a process has to load its engine."""
SPEAKS_WITHIN = 5.0
"""Seconds for a clause, which takes hundredths of one."""
WAITS = 3.0
"""Seconds that a clause waits for a process that is free; then the pool is full and the text goes on without sound."""


class EspeakVoices:
    """Speaks for any number of calls; `SpeechFailed` costs the clause, never the call."""

    name = "pyttsx3 (espeak-ng)"

    def __init__(self, workers: int = WORKERS, speaks_within: float = SPEAKS_WITHIN, waits: float = WAITS) -> None:
        self._speaks_within = speaks_within
        self._waits = waits
        self._free: queue.Queue[_Worker] = queue.Queue()
        self._workers = [_Worker() for _ in range(workers)]
        self._closed = threading.Event()
        for worker in self._workers:
            self._free.put(worker)

    def speak(self, text: str, language: Language, manner: Manner) -> Sound:
        """The sound of a clause; silence for a text without words."""
        if not any(one.isalnum() for one in text):
            return Sound(samples=b"")
        try:
            worker = self._free.get(timeout=self._waits)
        except queue.Empty as error:
            raise SpeechFailed("speech.full") from error
        try:
            return worker.speak({"text": text, "language": language, **manner.model_dump()}, self._speaks_within)
        finally:
            self._free.put(worker)

    def wake(self) -> None:
        """Start every process before somebody waits for it; one that does not come is tried again when it is needed."""
        for worker in self._workers:
            with suppress(SpeechFailed):
                worker.start()

    def processes(self) -> list[int]:
        """The ids of the processes that are running."""
        return [one.pid for one in self._workers if one.pid]

    def close(self) -> None:
        """End every process."""
        for worker in self._workers:
            worker.stop()


class _Worker:
    """One process, started when it is first needed and again whenever it has died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        return self._process.pid if self._process and self._process.poll() is None else 0

    def start(self) -> None:
        try:
            self._running()
        except (OSError, TimeoutError, EOFError) as error:
            self.stop()
            raise SpeechFailed("speech.lost") from error

    def speak(self, asked: dict[str, object], within: float) -> Sound:
        try:
            process = self._running()
            stdin, stdout = _pipes(process)
            stdin.write(json.dumps(asked).encode() + b"\n")
            stdin.flush()
            content = _answer(stdout, within)
        except (OSError, TimeoutError, EOFError) as error:
            self.stop()
            raise SpeechFailed("speech.lost") from error
        if not content:
            raise SpeechFailed("speech.unspoken")
        return Sound(samples=content[4:], rate=struct.unpack("<I", content[:4])[0])

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if not self.pid:
            self.stop()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "trainer.speech.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            if _answer(_pipes(self._process)[1], STARTS_WITHIN) != b"ready":
                raise EOFError
        if self._process is None:
            raise EOFError
        return self._process


def _pipes(process: subprocess.Popen[bytes]) -> tuple[BinaryIO, BinaryIO]:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    return process.stdin, process.stdout  # type: ignore[return-value]


def _answer(pipe: BinaryIO, within: float) -> bytes:
    ends = time.monotonic() + within
    (length,) = struct.unpack("<I", _exactly(pipe, 4, ends))
    return _exactly(pipe, length, ends)


def _exactly(pipe: BinaryIO, length: int, ends: float) -> bytes:
    content = b""
    while len(content) < length:
        if not select.select([pipe], [], [], max(0.0, ends - time.monotonic()))[0]:
            raise TimeoutError
        piece = pipe.read1(length - len(content))  # type: ignore[attr-defined]
        if not piece:
            raise EOFError
        content += piece
    return content
