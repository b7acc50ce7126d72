"""The store for calls that leave no trace: everything is forgotten with the process."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from threading import Lock

from trainer.domain.call import Call, Entry, Header
from trainer.domain.cost import Spent, Use
from trainer.domain.people import Person
from trainer.domain.progress import EVERYTHING, Attempt, Wanted, attempt_of, matches
from trainer.domain.review import ReviewAct, Reviewed, as_given
from trainer.domain.scorecard import Scorecard
from trainer.domain.values import Language
from trainer.errors import Conflict, NotFound
from trainer.ports import Book, Sitting, Written


class MemoryStore:
    """Calls, scorecards and people in dictionaries."""

    def __init__(self) -> None:
        self._calls: dict[str, Call] = {}
        self._cards: dict[str, list[Scorecard]] = {}
        self._reviews: dict[str, list[ReviewAct]] = {}
        self._spent: list[Spent] = []
        self._people: dict[str, tuple[Person, str]] = {}
        self._wrong: list[tuple[str, datetime]] = []
        self._standing: dict[str, Reviewed] = {}
        self._sittings: dict[str, Sitting] = {}
        self._journal: list[Written] = []
        self._texts: dict[str, str] = {}
        self._shelf: dict[tuple[str, str], str] = {}
        # What is checked must still hold when it is changed, whatever another thread does meanwhile.
        self._lock = Lock()

    def begin(self, header: Header) -> None:
        """Record that the phone rings."""
        with self._lock:
            if header.id in self._calls:
                raise Conflict("call.exists", id=header.id)
            self._calls[header.id] = Call(header=header)

    def append(self, call: str, after: int, entries: Sequence[Entry]) -> None:
        """Append entries to a call that has `after` of them."""
        with self._lock:
            found = self.call(call)
            if len(found.entries) != after:
                raise Conflict("call.moved_on", id=call)
            self._calls[call] = found.with_(*entries)

    def call(self, call: str) -> Call:
        """The whole call."""
        if call not in self._calls:
            raise NotFound("call.unknown", id=call)
        return self._calls[call]

    def calls_of(self, trainee: str | None = None) -> Sequence[Call]:
        """The calls of a trainee, or of everyone, newest first."""
        latest_first = reversed(tuple(self._calls.values()))
        chosen = [one for one in latest_first if trainee in (None, one.header.trainee)]
        return sorted(chosen, key=lambda call: call.header.began, reverse=True)

    def open_call_of(self, trainee: str) -> str | None:
        """The id of the newest call of a trainee that nobody has hung up."""
        return next((call.id for call in self.calls_of(trainee) if not call.ended), None)

    def numbered(self, after: int, most: int) -> Sequence[tuple[int, str]]:
        """Up to so many calls with a number over `after`, oldest first: number and id."""
        return list(enumerate(self._calls, 1))[after : after + most]

    def count(self) -> int:
        """How many calls there are."""
        return len(self._calls)

    def ungraded(self, most: int) -> Sequence[str]:
        """Up to so many calls that have no scorecard, newest first."""
        return [name for name in reversed(self._calls) if not self._cards.get(name)][:most]

    def spend(self, spent: Spent) -> None:
        """Append what a request took."""
        with self._lock:
            self._spent.append(spent)

    def spent(self, since: date) -> Sequence[Spent]:
        """What was taken from that day on, summed by day, use and model, newest first."""
        sums: dict[tuple[date, Use, str], Spent] = {}
        with self._lock:
            rows = [one for one in self._spent if one.day >= since]
        for one in rows:
            key = (one.day, one.use, one.model)
            before = sums.get(key)
            more = {"usage": before.usage + one.usage, "requests": before.requests + 1} if before else {}
            sums[key] = one.model_copy(update=more)
        return sorted(sums.values(), key=lambda one: (-one.day.toordinal(), one.use, one.model))

    def keep(self, call: str, card: Scorecard) -> None:
        """Append a scorecard to those of a call."""
        self.call(call)
        self._standing.setdefault(call, as_given(card))
        self._cards.setdefault(call, []).append(card)

    def cards(self, call: str) -> Sequence[Scorecard]:
        """The scorecards of a call, oldest first."""
        return tuple(self._cards.get(call, ()))

    def review(self, call: str, after: int, act: ReviewAct, standing: Reviewed | None = None) -> None:
        """Append an act to a call that has `after` of them, and note how its grade stands then."""
        with self._lock:
            self.call(call)
            acts = self._reviews.setdefault(call, [])
            if len(acts) != after:
                raise Conflict("review.moved_on", id=call)
            acts.append(act)
            if standing is not None:
                self._standing[call] = standing

    def acts(self, call: str) -> Sequence[ReviewAct]:
        """What was done to the grade of a call, oldest first."""
        return tuple(self._reviews.get(call, ()))

    def attempts(self, wanted: Wanted = EVERYTHING) -> Sequence[Attempt]:
        """The lines of the history that are wanted, newest first."""
        lines = [attempt_of(one, self._standing.get(one.id)) for one in self.calls_of(wanted.trainee)]
        found = [one for one in lines if matches(one, wanted, self._team(one.trainee))]
        ordered = found[::-1] if wanted.to_review else found
        return ordered[wanted.skip : wanted.skip + wanted.most]

    def how_many(self, wanted: Wanted = EVERYTHING) -> int:
        """How many lines there are of those."""
        return len(self.attempts(wanted.model_copy(update={"most": EVERYTHING.most, "skip": 0})))

    def summarise(self, call: str, standing: Reviewed) -> None:
        """Note again how the grade of a call stands."""
        self._standing[call] = standing

    def stale(self) -> Sequence[str]:
        """The calls of which more is on the record than their line of the history knows."""
        return [call for call, acts in self._reviews.items() if len(acts) > len(self._standing[call].acts)]

    def begin_sitting(self, key: str, sitting: Sitting) -> None:
        """Somebody has signed in."""
        self._sittings[key] = sitting

    def sitting(self, key: str) -> Sitting | None:
        """Who is signed in under this key."""
        return self._sittings.get(key)

    def keep_sitting(self, key: str, seen: datetime) -> None:
        """They were here at that moment."""
        with self._lock:
            if key in self._sittings:
                self._sittings[key] = self._sittings[key].model_copy(update={"seen": seen})

    def end_sitting(self, key: str) -> None:
        """They have signed out."""
        self._sittings.pop(key, None)

    def end_sittings(self, name: str, but: str = "") -> None:
        """They are signed out everywhere, but under one key."""
        with self._lock:
            self._sittings = {key: one for key, one in self._sittings.items() if one.name != name or key == but}

    def write(self, written: Written) -> None:
        """Append to a journal."""
        with self._lock:
            if len(self.read_book(written.book, written.subject)) != written.seq - 1:
                raise Conflict("journal.moved_on")
            self._journal.append(written)

    def read_book(self, book: Book, subject: str | None = None) -> Sequence[Written]:
        """What a book says of a subject, or all of it, oldest first."""
        return [one for one in self._journal if one.book == book and subject in (None, one.subject)]

    def trail(self, most: int, skip: int = 0) -> Sequence[Written]:
        """What people did, newest first, whatever the book; reviews of grades too."""
        reviews = [
            Written(book="reviews", subject=call, seq=seq, by=act.by, at=act.at, body=act.model_dump_json())
            for call, acts in self._reviews.items()
            for seq, act in enumerate(acts, 1)
        ]
        ordered = sorted((*reversed(self._journal), *reversed(reviews)), key=lambda one: one.at, reverse=True)
        return ordered[skip : skip + most]

    def add_person(self, person: Person, password_hash: str) -> None:
        """Record a person."""
        with self._lock:
            if person.name in self._people:
                raise Conflict("people.taken", name=person.name)
            self._people[person.name] = (person, password_hash)

    def person(self, name: str) -> Person | None:
        """The person of that name."""
        return self._people[name][0] if name in self._people else None

    def password_hash(self, name: str) -> str | None:
        """The stored hash of their password."""
        return self._people[name][1] if name in self._people else None

    def people(self) -> Sequence[Person]:
        """Everyone, by name."""
        return [person for _, (person, _) in sorted(self._people.items())]

    def choose_language(self, name: str, language: Language) -> None:
        """Remember the language that a person reads."""
        with self._lock:
            person, password_hash = self._account(name)
            self._people[name] = (person.model_copy(update={"language": language}), password_hash)

    def change_person(self, person: Person) -> None:
        """Change everything about a person but their password."""
        with self._lock:
            self._people[person.name] = (person, self._account(person.name)[1])

    def set_password(self, name: str, password_hash: str) -> None:
        """Give a person another password."""
        with self._lock:
            self._people[name] = (self._account(name)[0], password_hash)

    def note_wrong(self, name: str, at: datetime) -> None:
        """Remember a wrong password for a name."""
        with self._lock:
            self._wrong.append((name, at))

    def wrong(self, name: str, since: datetime) -> Sequence[datetime]:
        """When wrong passwords were given for a name after that moment, oldest first."""
        return [at for other, at in self._wrong if other == name and at > since]

    def forget_wrong(self, name: str) -> None:
        """Forget the wrong passwords of a name."""
        with self._lock:
            self._wrong = [one for one in self._wrong if one[0] != name]

    def put_text(self, version: str, text: str) -> None:
        """Keep a text under its version."""
        self._texts.setdefault(version, text)

    def text(self, version: str) -> str | None:
        """The text of that version."""
        return self._texts.get(version)

    def publish(self, kind: str, name: str, version: str) -> None:
        """From now on this version is in force."""
        self._shelf[kind, name] = version

    def published(self) -> Mapping[tuple[str, str], str]:
        """The version in force of each piece."""
        return dict(self._shelf)

    def _team(self, name: str) -> str:
        person = self.person(name)
        return person.team if person else ""

    def _account(self, name: str) -> tuple[Person, str]:
        if name not in self._people:
            raise NotFound("people.unknown", name=name)
        return self._people[name]
