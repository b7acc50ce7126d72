"""A book of the journal in which one kind of act is written."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, TypeAdapter

from trainer.domain.people import Person
from trainer.ports import Book, Clock, JournalStore, Written

Act = TypeVar("Act", bound=BaseModel)


class Entered(NamedTuple):
    """An act as it stands in the book: whose, when, and what."""

    written: Written
    act: Any


class Journal(Generic[Act]):
    """Acts by subject; each is durable once `enter` has returned."""

    def __init__(self, store: JournalStore, book: Book, acts: TypeAdapter[Act], clock: Clock) -> None:
        self._store = store
        self._book = book
        self._acts = acts
        self._clock = clock

    def enter(self, by: Person, subject: str, act: Act, after: int | None = None) -> None:
        """Append an act; `Conflict` when somebody else was quicker than `after`, where that is given."""
        seq = len(self._store.read_book(self._book, subject)) if after is None else after
        body = act.model_dump_json()
        self._store.write(
            Written(book=self._book, subject=subject, seq=seq + 1, by=by.name, at=self._clock.now(), body=body)
        )

    def of(self, subject: str) -> tuple[Act, ...]:
        """The acts on a subject, oldest first."""
        return tuple(self._acts.validate_json(one.body) for one in self._store.read_book(self._book, subject))

    def by_subject(self) -> Mapping[str, tuple[Act, ...]]:
        """Every subject with its acts, oldest first."""
        found: dict[str, list[Act]] = defaultdict(list)
        for one in self._store.read_book(self._book):
            found[one.subject].append(self._acts.validate_json(one.body))
        return {subject: tuple(acts) for subject, acts in found.items()}
