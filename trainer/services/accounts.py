"""Accounts: inviting, changing and shutting out people, and their own passwords."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from pydantic import TypeAdapter, ValidationError

from trainer.domain.accounts import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    Accepted,
    AccountAct,
    Changed,
    InvitationAct,
    Invited,
    NewPerson,
    PasswordSet,
)
from trainer.domain.people import Person, Role
from trainer.domain.rights import Deed
from trainer.errors import BadInput, Conflict, NotFound
from trainer.ports import Clock, Ids, JournalStore, Passwords, PeopleStore, SittingStore
from trainer.services.access import require
from trainer.services.doorkeeping import Keeper
from trainer.services.journals import Journal

VALID = timedelta(days=7)
"""How long an invitation may be opened."""


class Accounts:
    """Who may come in. Whatever changes an account signs its person out everywhere."""

    def __init__(
        self,
        people: PeopleStore,
        sittings: SittingStore,
        journal: JournalStore,
        keeper: Keeper,
        passwords: Passwords,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._people = people
        self._sittings = sittings
        self._keeper = keeper
        self._passwords = passwords
        self._clock = clock
        self._ids = ids
        self._acts: Journal[AccountAct] = Journal(journal, "people", TypeAdapter(AccountAct), clock)
        self._invitations: Journal[InvitationAct] = Journal(journal, "invitations", TypeAdapter(InvitationAct), clock)

    def everyone(self, person: Person) -> Sequence[Person]:
        """All accounts, by name; for administrators."""
        require(person, Deed.KEEP_PEOPLE)
        return self._people.people()

    def invite(self, person: Person, name: str, role: str, team: str) -> str:
        """Make an account; the code with which its person chooses a password. `Conflict` when the name is taken."""
        require(person, Deed.KEEP_PEOPLE)
        try:
            new = NewPerson.model_validate({"name": name, "role": role, "team": team, "language": person.language})
        except ValidationError as error:
            raise BadInput("people.name") from error
        # No password matches an empty hash.
        self._people.add_person(Person(**new.model_dump()), "")
        self._acts.enter(person, new.name, Changed(kind="added", role=new.role, team=new.team, disabled=False))
        return self._invitation(person, new.name)

    def reset(self, person: Person, name: str) -> str:
        """Void somebody's password, and return the code with which they choose another."""
        require(person, Deed.KEEP_PEOPLE)
        self._known(name)
        self._people.set_password(name, "")
        self._people.forget_wrong(name)
        self._sittings.end_sittings(name)
        self._acts.enter(person, name, PasswordSet(reset=True))
        return self._invitation(person, name)

    def change(self, person: Person, name: str, role: str, team: str, *, disabled: bool) -> Person:
        """Another role or team, or in no more; `Conflict` when that would leave no administrator, or it is oneself."""
        require(person, Deed.KEEP_PEOPLE)
        before = self._known(name)
        try:
            new = NewPerson.model_validate({"name": name, "role": role, "team": team})
        except ValidationError as error:
            raise BadInput("people.name") from error
        if name == person.name and (disabled or new.role is not Role.ADMINISTRATOR):
            raise Conflict("people.oneself")
        after = before.model_copy(update={"role": new.role, "team": new.team, "disabled": disabled})
        if after != before:
            self._people.change_person(after)
            if (before.role, before.disabled) != (after.role, after.disabled):
                self._sittings.end_sittings(name)
            self._acts.enter(person, name, Changed(kind="changed", role=new.role, team=new.team, disabled=disabled))
        return after

    def change_password(self, person: Person, old: str, new: str, sitting: str) -> None:
        """Another password for oneself; every other sitting ends."""
        if self._keeper.locked_for(person.name) or self._keeper.let_in(person.name, old) is None:
            raise BadInput("people.old_password")
        self._set_password(person, new)
        self._sittings.end_sittings(person.name, but=sitting)

    def invited(self, code: str) -> Person:
        """For whom an invitation is that can still be opened; `NotFound` for any other code."""
        acts = self._invitations.of(_digest(code))
        if len(acts) != 1 or not isinstance(acts[0], Invited) or acts[0].until < self._clock.now():
            raise NotFound("people.invitation")
        person = self._people.person(acts[0].name)
        if person is None or person.disabled:
            raise NotFound("people.invitation")
        return person

    def accept(self, code: str, password: str) -> Person:
        """Choose a password with an invitation, which is used up by it."""
        person = self.invited(code)
        _check(password)
        self._invitations.enter(person, _digest(code), Accepted(), after=1)
        self._set_password(person, password)
        self._sittings.end_sittings(person.name)
        return person

    def _invitation(self, by: Person, name: str) -> str:
        for digest, acts in self._invitations.by_subject().items():
            # Of two links the older must not open the account any more.
            if len(acts) == 1 and isinstance(acts[0], Invited) and acts[0].name == name:
                self._invitations.enter(by, digest, Accepted(kind="withdrawn"), after=1)
        code = self._ids.new()
        self._invitations.enter(by, _digest(code), Invited(name=name, until=self._clock.now() + VALID), after=0)
        return code

    def _set_password(self, person: Person, password: str) -> None:
        _check(password)
        self._people.set_password(person.name, self._passwords.hash(password))
        self._acts.enter(person, person.name, PasswordSet())

    def _known(self, name: str) -> Person:
        found = self._people.person(name)
        if found is None:
            raise NotFound("people.unknown", name=name)
        return found


def _check(password: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise BadInput("people.password_length", least=SHORTEST_PASSWORD, most=LONGEST_PASSWORD)


def _digest(code: str) -> str:
    """What is kept of a code, so that whoever reads the record cannot use it."""
    return hashlib.sha256(code.encode()).hexdigest()
