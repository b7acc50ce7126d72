"""Calls, their grades, and the line that each has in a history."""

from collections.abc import Sequence

from sqlite_utils import Database

from trainer.domain.call import Call, Entry, Event, Header
from trainer.domain.progress import EVERYTHING, Attempt, Wanted, attempt_of
from trainer.domain.review import ReviewAct, Reviewed, as_given
from trainer.domain.scorecard import Scorecard
from trainer.store import attempts, rows
from trainer.store.file import SqliteFile

TURNING = frozenset({"answered", "hung_up"})
"""Events that change the line of a call in a history."""


class CallRecord(SqliteFile):
    """The record of calls, with lines for histories that are written in the same breath."""

    def begin(self, header: Header) -> None:
        """Record that the phone rings."""
        written, line = rows.as_json(header), attempt_of(Call(header=header))

        def begin(db: Database) -> None:
            rows.insert_call(db, header, written)
            attempts.put(db, line)

        self._write(begin)

    def append(self, call: str, after: int, entries: Sequence[Entry]) -> None:
        """Append entries to a call that has `after` of them."""
        written = [rows.as_json(entry) for entry in entries]
        turning = any(isinstance(one, Event) and one.kind in TURNING for one in entries)

        def append(db: Database) -> None:
            rows.insert_entries(db, call, after, written)
            if turning:
                attempts.put(db, attempt_of(rows.select_call(db, call)))

        self._write(append)

    def call(self, call: str) -> Call:
        """The whole call."""
        return rows.select_call(self._reader, call)

    def calls_of(self, trainee: str | None = None) -> Sequence[Call]:
        """The calls of a trainee, or of everyone, newest first."""
        return rows.select_calls(self._reader, trainee)

    def open_call_of(self, trainee: str) -> str | None:
        """The id of the newest call of a trainee that nobody has hung up, without reading the others."""
        return rows.select_open_call(self._reader, trainee)

    def numbered(self, after: int, most: int) -> Sequence[tuple[int, str]]:
        """Up to so many calls with a number over `after`, oldest first: number and id."""
        return rows.select_numbered(self._reader, after, most)

    def count(self) -> int:
        """How many calls there are."""
        return rows.count_calls(self._reader)

    def keep(self, call: str, card: Scorecard) -> None:
        """Append a scorecard to those of a call."""
        written = rows.as_json(card)

        def keep(db: Database) -> None:
            if rows.insert_card(db, call, written) == 1:
                attempts.put(db, attempt_of(rows.select_call(db, call), as_given(card)))

        self._write(keep)

    def cards(self, call: str) -> Sequence[Scorecard]:
        """The scorecards of a call, oldest first."""
        return rows.select_cards(self._reader, call)

    def ungraded(self, most: int) -> Sequence[str]:
        """Up to so many calls that have no scorecard, newest first."""
        return rows.select_ungraded(self._reader, most)

    def review(self, call: str, after: int, act: ReviewAct, standing: Reviewed | None = None) -> None:
        """Append an act to a call that has `after` of them, and note how its grade stands then."""
        written = rows.as_json(act)

        def review(db: Database) -> None:
            rows.insert_act(db, call, after, written)
            if standing is not None:
                attempts.put(db, attempt_of(rows.select_call(db, call), standing))

        self._write(review)

    def attempts(self, wanted: Wanted = EVERYTHING) -> Sequence[Attempt]:
        """The lines of the history that are wanted, newest first."""
        return attempts.select(self._reader, wanted)

    def how_many(self, wanted: Wanted = EVERYTHING) -> int:
        """How many lines there are of those, whatever their `most` and `skip`."""
        return attempts.count(self._reader, wanted)

    def summarise(self, call: str, standing: Reviewed) -> None:
        """Note again how the grade of a call stands."""
        self._write(lambda db: attempts.put(db, attempt_of(rows.select_call(db, call), standing)))

    def stale(self) -> Sequence[str]:
        """The calls of which more is on the record than their line of the history knows."""
        return attempts.select_stale(self._reader)

    def acts(self, call: str) -> Sequence[ReviewAct]:
        """What was done to the grade of a call, oldest first."""
        return rows.select_acts(self._reader, call)
