"""Certificates: how far people are, who signed, what was taken back, and what a stranger may know of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from pydantic import TypeAdapter

from trainer.domain.certification import (
    CertificateAct,
    Issued,
    Programme,
    Refused,
    Revoked,
    Standing,
    Way,
    months_after,
    standing,
    way,
)
from trainer.domain.people import Person, Role
from trainer.domain.persona import Temperament
from trainer.domain.progress import Attempt, Wanted
from trainer.domain.rights import Deed, may
from trainer.domain.values import Frozen
from trainer.errors import Conflict, NotFound
from trainer.ports import AttemptStore, Catalogue, Clock, Ids, JournalStore, PeopleStore
from trainer.services.access import Access, require
from trainer.services.journals import Journal
from trainer.services.review import stated


class Path(Frozen):
    """How one person stands in one programme."""

    person: str
    programme: str
    standing: Standing
    way: Way


class Verified(Frozen):
    """What anybody may know of a certificate whose code they have."""

    person: str
    programme: Programme
    state: str
    issued: Issued
    revoked: datetime | None = None


class Certification:
    """The way to a certificate, and the acts of those who give them."""

    def __init__(
        self,
        catalogue: Catalogue,
        access: Access,
        people: PeopleStore,
        attempts: AttemptStore,
        journal: JournalStore,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._catalogue = catalogue
        self._access = access
        self._people = people
        self._attempts = attempts
        self._clock = clock
        self._ids = ids
        self._acts: Journal[CertificateAct] = Journal(journal, "certificates", TypeAdapter(CertificateAct), clock)

    def mine(self, person: Person) -> Sequence[Path]:
        """A person's own way in every programme."""
        attempts = self._attempts.attempts(Wanted(trainee=person.name))
        return [
            self._path(person.name, name, attempts, self._acts.of(_subject(name, person.name)))
            for name in self._names()
        ]

    def theirs(self, person: Person) -> Sequence[Path]:
        """The ways of everyone whom this person may certify: who waits for a signature first."""
        require(person, Deed.CERTIFY)
        people = [one for one in self._people.people() if one.role is Role.TRAINEE and may(person, Deed.CERTIFY, one)]
        book, by_person = self._acts.by_subject(), self._by_person(people)
        found = [
            self._path(one.name, name, by_person.get(one.name, ()), book.get(_subject(name, one.name), ()))
            for name in self._names()
            for one in people
        ]
        return sorted(found, key=lambda one: (not one.way.met, one.programme, one.person))

    def of(self, person: Person, name: str, programme: str) -> Path:
        """The way of one person; `NotFound` for anybody whom this person may neither be nor certify."""
        if name != person.name:
            self._access.someone(person, Deed.CERTIFY, name)
        self._catalogue.programme(programme)
        attempts = self._attempts.attempts(Wanted(trainee=name))
        return self._path(name, programme, attempts, self._acts.of(_subject(programme, name)))

    def sign_off(self, person: Person, name: str, programme: str) -> Issued:
        """Give the certificate; `Conflict` while anything is missing."""
        path = self._certifiable(person, name, programme)
        if not path.way.met:
            raise Conflict("certify.not_yet")
        asked, now = self._catalogue.programme(programme), self._clock.now()
        act = Issued(
            by=person.name,
            at=now,
            code=self._ids.new()[:16],
            calls=path.way.calls,
            until=months_after(now, asked.valid_months),
            version=self._catalogue.keep("programme", programme),
        )
        self._acts.enter(person, _subject(programme, name), act)
        return act

    def refuse(self, person: Person, name: str, programme: str, words: str) -> None:
        """Do not sign, and say why; the way begins anew."""
        path = self._certifiable(person, name, programme)
        if not path.way.met:
            raise Conflict("certify.not_yet")
        act = Refused(by=person.name, at=self._clock.now(), words=stated(words))
        self._acts.enter(person, _subject(programme, name), act)

    def revoke(self, person: Person, name: str, programme: str, words: str) -> None:
        """Take a certificate back, with a reason."""
        now = self._certifiable(person, name, programme).standing
        if now.issued is None or now.state != "valid":
            raise Conflict("certify.nothing_valid")
        act = Revoked(by=person.name, at=self._clock.now(), code=now.issued.code, words=stated(words))
        self._acts.enter(person, _subject(programme, name), act)

    def verify(self, code: str) -> Verified:
        """What the record says of a code; `NotFound` when no certificate ever had it."""
        for subject, acts in self._acts.by_subject().items():
            issued = next((one for one in acts if isinstance(one, Issued) and one.code == code), None)
            if issued is not None:
                return self._verified(subject, acts, issued)
        raise NotFound("certify.unknown")

    def _verified(self, subject: str, acts: Sequence[CertificateAct], issued: Issued) -> Verified:
        programme, name = subject.split("/", maxsplit=1)
        revoked = next((one.at for one in acts if isinstance(one, Revoked) and one.code == issued.code), None)
        state = "revoked" if revoked else ("valid" if issued.until > self._clock.now() else "expired")
        known = self._catalogue.programme(programme, issued.version)
        return Verified(person=name, programme=known, state=state, issued=issued, revoked=revoked)

    def _certifiable(self, person: Person, name: str, programme: str) -> Path:
        self._access.someone(person, Deed.CERTIFY, name)
        return self.of(person, name, programme)

    def _path(self, name: str, programme: str, attempts: Iterable[Attempt], acts: Sequence[CertificateAct]) -> Path:
        stands = standing(acts, self._clock.now())
        asked = self._catalogue.programme(programme)
        return Path(
            person=name,
            programme=programme,
            standing=stands,
            way=way(asked, attempts, self._temperament, stands.since),
        )

    def _by_person(self, people: Sequence[Person]) -> Mapping[str, Sequence[Attempt]]:
        found: dict[str, list[Attempt]] = {one.name: [] for one in people}
        teams = {one.team for one in people}
        for team in teams:
            for one in self._attempts.attempts(Wanted(team=team)):
                found.get(one.trainee, []).append(one)
        return found

    def _temperament(self, persona: str) -> Temperament | None:
        try:
            return self._catalogue.persona(persona).temperament
        except NotFound:
            return None

    def _names(self) -> Sequence[str]:
        return self._catalogue.programmes()


def _subject(programme: str, name: str) -> str:
    return f"{programme}/{name}"
