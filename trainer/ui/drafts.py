"""What customers are saying this very moment, sentence by sentence, before it is on the record."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from trainer.ports import Show


class Drafts:
    """The sentences that stand so far, by the person they are said to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._said: dict[str, tuple[str, ...]] = {}

    @contextmanager
    def to(self, person: str) -> Iterator[Show]:
        """Takes what is said to a person while it is being said; afterwards the record has it."""

        def show(sentence: str) -> None:
            with self._lock:
                self._said[person] = (*self._said.get(person, ()), sentence)

        self._forget(person)
        try:
            yield show
        finally:
            self._forget(person)

    def said_to(self, person: str) -> tuple[str, ...]:
        """The sentences that stand so far."""
        with self._lock:
            return self._said.get(person, ())

    def _forget(self, person: str) -> None:
        with self._lock:
            self._said.pop(person, None)
