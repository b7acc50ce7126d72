"""Calls and people, for those who may see them; anything else is as unknown as what never was."""

from collections.abc import Mapping

from trainer.domain.call import Call
from trainer.domain.people import Person, Role
from trainer.domain.rights import Deed, may, may_open
from trainer.errors import NotAllowed, NotFound
from trainer.ports import CallStore, PeopleStore


class Access:
    """Where the matrix of rights is asked."""

    def __init__(self, calls: CallStore, people: PeopleStore) -> None:
        self._calls = calls
        self._people = people

    def call(self, person: Person, call: str) -> Call:
        """The whole call; `NotFound` when there is none that they may open."""
        found = self._calls.call(call)
        if not may_open(person, found.header, self.owner(found)):
            raise NotFound("call.unknown", id=call)
        return found

    def owner(self, call: Call) -> Person:
        """Whose call it is."""
        name = call.header.trainee
        return self._people.person(name) or Person(name=name, role=Role.TRAINEE)

    def teams(self) -> Mapping[str, str]:
        """The team that everyone is in, by name."""
        return {one.name: one.team for one in self._people.people()}

    def someone(self, person: Person, deed: Deed, name: str) -> Person:
        """The person of that name; `NotFound` when there is none to whom this may be done."""
        found = self._people.person(name)
        if found is None or not may(person, deed, found):
            raise NotFound("people.unknown", name=name)
        return found


def require(person: Person, deed: Deed, owner: Person | None = None) -> None:
    """`NotAllowed` unless the matrix says so."""
    if not may(person, deed, owner):
        raise NotAllowed("people.role", role=person.role)
