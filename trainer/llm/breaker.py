"""Stops calling an endpoint that is dead or asks for rest, and tries it again later."""

import threading
import time
from collections.abc import Callable

FAILURES = 3
"""Failures in a row after which the endpoint is left alone."""
REST = 30.0
"""Seconds of rest where the endpoint names none; then one request may try."""


class Breaker:
    """One endpoint's breaker, for all threads."""

    def __init__(self, now: Callable[[], float] = time.monotonic, most: int = FAILURES) -> None:
        self._now = now
        self._most = most
        self._lock = threading.Lock()
        self._failures = 0
        self._rests_until = 0.0

    def allows(self) -> bool:
        """Whether to call; of many who ask after a rest only the first may, until it is known how that went."""
        with self._lock:
            if self._now() < self._rests_until:
                return False
            if self._failures >= self._most:
                self._rests_until = self._now() + REST
            return True

    def succeeded(self) -> None:
        """The endpoint answered."""
        with self._lock:
            self._failures, self._rests_until = 0, 0.0

    def failed(self, wait: float = 0.0) -> None:
        """It did not; `wait` are the seconds that it asked for."""
        with self._lock:
            self._failures += 1
            rest = wait or (REST if self._failures >= self._most else 0.0)
            self._rests_until = max(self._rests_until, self._now() + rest) if rest else self._rests_until
