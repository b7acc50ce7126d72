"""Grading again: the same grade from the same inputs, or the inputs that have changed since."""

from collections.abc import Iterator

from trainer.domain.scorecard import Scorecard
from trainer.domain.values import Frozen
from trainer.errors import NotFound
from trainer.ports import CallStore, ScoreStore
from trainer.services.grading import Grading

BATCH = 200
"""Calls that are looked up at a time, so that any number of them fits into memory."""


class Regraded(Frozen):
    """A grade and the one that the same call has now. `changed` names the inputs that are not what they were."""

    call: str
    first: Scorecard
    again: Scorecard
    changed: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether both are the same, byte for byte."""
        return self.first.model_dump_json() == self.again.model_dump_json()


class Regrading:
    """Grades calls again without recording anything."""

    def __init__(self, calls: CallStore, scores: ScoreStore, grading: Grading) -> None:
        self._calls = calls
        self._scores = scores
        self._grading = grading

    def regrade(self, call: str) -> Regraded:
        """The first grade of a call beside the one it has now; `NotFound` when it has none."""
        self._calls.call(call)
        if (again := self._again(call)) is None:
            raise NotFound("review.no_grade", id=call)
        return again

    def all_after(self, number: int) -> Iterator[tuple[int, Regraded | None]]:
        """Every call with a number over this one, in order; `None` for a call without a grade."""
        while batch := self._calls.numbered(number, BATCH):
            for number, call in batch:
                yield number, self._again(call)

    def _again(self, call: str) -> Regraded | None:
        cards = self._scores.cards(call)
        if not cards:
            return None
        # What a model judged does not come out the same twice; the embedded grade beside it does.
        first = cards[0].beside or cards[0]
        fresh = self._grading.grade(first.rubric, self._grading.freeze(self._calls.call(call)))
        again = fresh.model_copy(update={"graded_at": first.graded_at, "instead": first.instead})
        names = sorted({*first.versions, *again.versions})
        changed = tuple(name for name in names if first.versions.get(name) != again.versions.get(name))
        return Regraded(call=call, first=first, again=again, changed=changed)
