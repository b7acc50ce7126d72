"""Where what happened is kept."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, Protocol

from trainer.domain.call import Call, Entry, Header
from trainer.domain.cost import Spent
from trainer.domain.people import Person
from trainer.domain.progress import EVERYTHING, Attempt, Wanted
from trainer.domain.review import ReviewAct, Reviewed
from trainer.domain.scorecard import Scorecard
from trainer.domain.values import Frozen, Language
from trainer.ports.content import Shelf


class CallStore(Protocol):
    """The record of calls. Whatever a method has returned from is durable."""

    def begin(self, header: Header) -> None:
        """Record that the phone rings."""
        ...

    def append(self, call: str, after: int, entries: Sequence[Entry]) -> None:
        """Append entries to a call that has `after` of them; `Conflict` when it has another number."""
        ...

    def call(self, call: str) -> Call:
        """The whole call; `NotFound` when there is none."""
        ...

    def calls_of(self, trainee: str | None = None) -> Sequence[Call]:
        """The calls of a trainee, or of everyone, newest first."""
        ...

    def open_call_of(self, trainee: str) -> str | None:
        """The id of the newest call of a trainee that nobody has hung up, without reading the others."""
        ...

    def numbered(self, after: int, most: int) -> Sequence[tuple[int, str]]:
        """Up to so many calls with a number over `after`, oldest first: number and id."""
        ...

    def count(self) -> int:
        """How many calls there are."""
        ...


class ScoreStore(Protocol):
    """The record of grades; the first of a call is never replaced."""

    def keep(self, call: str, card: Scorecard) -> None:
        """Append a scorecard to those of a call."""
        ...

    def cards(self, call: str) -> Sequence[Scorecard]:
        """The scorecards of a call, oldest first."""
        ...

    def ungraded(self, most: int) -> Sequence[str]:
        """Up to so many calls that have no scorecard, newest first."""
        ...


class ReviewStore(Protocol):
    """The record of what people did with grades."""

    def review(self, call: str, after: int, act: ReviewAct, standing: Reviewed | None = None) -> None:
        """Append an act to a call that has `after` of them, and note how its grade stands then.

        `Conflict` when it has another number.
        """
        ...

    def acts(self, call: str) -> Sequence[ReviewAct]:
        """What was done to the grade of a call, oldest first."""
        ...


class PeopleStore(Protocol):
    """Accounts. `password_hash` is whatever the sign-in made of the password."""

    def add_person(self, person: Person, password_hash: str) -> None:
        """Record a person; `Conflict` when the name is taken."""
        ...

    def person(self, name: str) -> Person | None:
        """The person of that name."""
        ...

    def password_hash(self, name: str) -> str | None:
        """The stored hash of their password."""
        ...

    def people(self) -> Sequence[Person]:
        """Everyone, by name."""
        ...

    def choose_language(self, name: str, language: Language) -> None:
        """Remember the language that a person reads; `NotFound` when nobody has that name."""
        ...

    def change_person(self, person: Person) -> None:
        """Change everything about a person but their password; `NotFound` when nobody has that name."""
        ...

    def set_password(self, name: str, password_hash: str) -> None:
        """Give a person another password; `NotFound` when nobody has that name."""
        ...

    def note_wrong(self, name: str, at: datetime) -> None:
        """Remember a wrong password for a name, whether anybody has it or not."""
        ...

    def wrong(self, name: str, since: datetime) -> Sequence[datetime]:
        """When wrong passwords were given for a name after that moment, oldest first."""
        ...

    def forget_wrong(self, name: str) -> None:
        """Forget the wrong passwords of a name."""
        ...


class SpendingStore(Protocol):
    """The record of what models took."""

    def spend(self, spent: Spent) -> None:
        """Append what a request took."""
        ...

    def spent(self, since: date) -> Sequence[Spent]:
        """What was taken from that day on, summed by day, use and model, newest first."""
        ...


class AttemptStore(Protocol):
    """The line of each call in a history, in step with the record."""

    def attempts(self, wanted: Wanted = EVERYTHING) -> Sequence[Attempt]:
        """The lines that are wanted, newest first; those to review oldest first."""
        ...

    def how_many(self, wanted: Wanted = EVERYTHING) -> int:
        """How many lines there are of those, whatever their `most` and `skip`."""
        ...

    def summarise(self, call: str, standing: Reviewed) -> None:
        """Note again how the grade of a call stands."""
        ...

    def stale(self) -> Sequence[str]:
        """The calls of which more is on the record than their line knows."""
        ...


class Sitting(Frozen):
    """Somebody signed in, since when, and when they were last seen."""

    name: str
    began: datetime
    seen: datetime


class SittingStore(Protocol):
    """Who is signed in; a key is a digest of what their browser holds."""

    def begin_sitting(self, key: str, sitting: Sitting) -> None:
        """Somebody has signed in."""
        ...

    def sitting(self, key: str) -> Sitting | None:
        """Who is signed in under this key."""
        ...

    def keep_sitting(self, key: str, seen: datetime) -> None:
        """They were here at that moment."""
        ...

    def end_sitting(self, key: str) -> None:
        """They have signed out."""
        ...

    def end_sittings(self, name: str, but: str = "") -> None:
        """They are signed out everywhere, but under one key."""
        ...


Book = Literal["assignments", "certificates", "content", "invitations", "people", "reviews"]


class Written(Frozen):
    """An act in a book: the how manieth of its subject, whose and when, and the rest as JSON."""

    book: Book
    subject: str
    seq: int
    by: str
    at: datetime
    body: str


class JournalStore(Protocol):
    """Books in which acts are appended and never changed."""

    def write(self, written: Written) -> None:
        """Append to a book; `Conflict` when its subject has another number of acts than `seq` less one."""
        ...

    def read_book(self, book: Book, subject: str | None = None) -> Sequence[Written]:
        """What a book says of a subject, or all of it, oldest first."""
        ...

    def trail(self, most: int, skip: int = 0) -> Sequence[Written]:
        """What people did, newest first, whatever the book; reviews of grades too."""
        ...


class Store(
    CallStore,
    ScoreStore,
    ReviewStore,
    AttemptStore,
    PeopleStore,
    SittingStore,
    JournalStore,
    SpendingStore,
    Shelf,
    Protocol,
):
    """Everything that is kept, in one place."""
