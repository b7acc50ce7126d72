"""Scorecards that may take their time: a call whose judge has not answered is awaiting its grade, and no page waits."""

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor

from trainer.domain.people import Person
from trainer.domain.scorecard import Scorecard
from trainer.errors import Conflict, ModelFailed
from trainer.ports import ScoreStore
from trainer.services.access import Access
from trainer.services.grading import Grading

AT_ONCE = 8
"""Calls that are judged side by side."""
MOST = 1_000
"""Calls without a grade that are looked at in one sweep."""
log = logging.getLogger(__name__)


class Grades:
    """Grades in the background, each call once at a time, and again when the judge could not be reached."""

    def __init__(self, grading: Grading, access: Access, scores: ScoreStore) -> None:
        self._grading = grading
        self._access = access
        self._scores = scores
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="grading")
        self._lock = threading.Lock()
        self._going_on: dict[str, Future[Scorecard]] = {}

    def card(self, person: Person, call: str, patience: float = 1.0) -> Scorecard | None:
        """The scorecard, or `None` when it has not come within so many seconds; then it is on its way.

        Raises what `Grading.grade_call` raises, but for a judge that cannot be reached.
        """
        self._access.call(person, call)
        try:
            return self._soon(call).result(timeout=patience)
        except TimeoutError:
            return None
        except ModelFailed as failure:
            log.warning("a call awaits its grade: %s", failure.fault.code)
            return None

    def sweep(self) -> None:
        """Grade what was left waiting; called now and then."""
        for call in self._scores.ungraded(MOST):
            try:
                self._soon(call).result(timeout=300.0)
            except Conflict:
                # It still goes on.
                continue
            except (TimeoutError, ModelFailed):
                log.warning("a call still awaits its grade")

    def _soon(self, call: str) -> "Future[Scorecard]":
        with self._lock:
            if (going_on := self._going_on.get(call)) is not None and not going_on.done():
                return going_on
            begun = self._pool.submit(self._grading.catch_up, call)
            self._going_on = {name: one for name, one in self._going_on.items() if not one.done()}
            self._going_on[call] = begun
            return begun
