"""A second reader: it listens while the customer answers, and what it adds counts from the next turn."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

from trainer.domain.call import Event, Turn
from trainer.domain.codebook import FROM_WORDS, Behaviour, Code
from trainer.domain.sincerity import KINDNESS, uncrammed
from trainer.errors import ModelFailed
from trainer.language.sentences import words_in
from trainer.ports import Listening, Reader, Readings

AT_ONCE = 64
"""Turns that are listened to side by side; each waits for its model, and takes no processor time here."""


class _Pending(NamedTuple):
    turn: Turn
    heard: "Future[Readings]"


class SecondReading:
    """What another reader hears in the turns of all calls that go on."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="second-reading")
        self._lock = threading.Lock()
        self._pending: dict[str, _Pending] = {}

    def listen(self, call: str, turn: Turn, listening: Listening) -> None:
        """Begin to listen to a turn of the agent's; nobody waits for it."""
        heard = self._pool.submit(self._reader.hear, turn.text, listening)
        with self._lock:
            self._pending[call] = _Pending(turn, heard)

    def added(self, call: str, at: float, wait: float = 0.0) -> tuple[Event, ...]:
        """What was heard since in the last turn; nothing while it is not known yet, or where the reader failed.

        Waits so many seconds for it at most. It is told once.
        """
        with self._lock:
            pending = self._pending.get(call)
        if pending is None:
            return ()
        try:
            readings = pending.heard.result(timeout=wait)
        except TimeoutError:
            return ()
        except ModelFailed:
            readings = Readings(behaviours=(), by=self._reader.name)
        with self._lock:
            self._pending.pop(call, None)
        new = tuple(additions(pending.turn, readings.behaviours))
        return (_event(pending.turn, new, readings, at),) if new else ()


def additions(turn: Turn, heard: tuple[Behaviour, ...]) -> Iterator[Behaviour]:
    """What the first reader missed, where it can be taken: kindness in a turn that recites is still recited."""
    known = {one.code for one in turn.behaviours}
    together = uncrammed([*turn.behaviours, *heard], words_in(turn.text))
    recites = Code.RECITES_FORMULA in known or not any(one.code in KINDNESS for one in together)
    for one in heard:
        if one.code in FROM_WORDS and one.code not in known and not (recites and one.code in KINDNESS):
            yield one


def _event(turn: Turn, new: tuple[Behaviour, ...], readings: Readings, at: float) -> Event:
    return Event(kind="read", at=at, detail=readings.by, behaviours=new, turn=turn.number, usage=readings.usage)
