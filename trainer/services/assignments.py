"""Assigning calls to people and teams, and who has done what."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pydantic import TypeAdapter, ValidationError

from trainer.domain.assignments import Assigned, AssignmentAct, Task, Withdrawn, task
from trainer.domain.people import Person, Role
from trainer.domain.progress import Attempt, Wanted
from trainer.domain.rights import Deed, may
from trainer.errors import BadInput, Conflict, NotFound
from trainer.ports import AttemptStore, Catalogue, Clock, Ids, JournalStore, PeopleStore
from trainer.services.access import require
from trainer.services.calls import DEFAULT_RUBRIC
from trainer.services.journals import Journal


class Assignments:
    """What people are asked to do, and how far they are."""

    def __init__(
        self,
        catalogue: Catalogue,
        people: PeopleStore,
        attempts: AttemptStore,
        journal: JournalStore,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._catalogue = catalogue
        self._people = people
        self._attempts = attempts
        self._clock = clock
        self._ids = ids
        self._acts: Journal[AssignmentAct] = Journal(journal, "assignments", TypeAdapter(AssignmentAct), clock)

    def assignable(self, person: Person) -> Sequence[Person]:
        """The trainees to whom they may assign calls, by name."""
        require(person, Deed.ASSIGN)
        found = (one for one in self._people.people() if one.role is Role.TRAINEE and not one.disabled)
        return [one for one in found if may(person, Deed.ASSIGN, one)]

    def assign(
        self,
        person: Person,
        to: str,
        persona: str,
        scenario: str,
        rubric: str = DEFAULT_RUBRIC,
        due: date | None = None,
        attempts: int = 1,
        note: str = "",
        *,
        team: bool = False,
    ) -> str:
        """Ask a person, or everyone in a team, for an official call; the id of the assignment."""
        self._check(person, to, persona, scenario, team=team)
        self._catalogue.rubric(rubric)
        if due is not None and due < self._clock.now().date():
            raise BadInput("assign.past")
        named = {"team": to} if team else {"person": to}
        call = {"persona": persona, "scenario": scenario, "rubric": rubric}
        terms = {"due": due, "attempts": attempts, "note": note}
        try:
            act = Assigned(by=person.name, at=self._clock.now(), **call, **terms, **named)
        except ValidationError as error:
            raise BadInput("assign.fields") from error
        id = self._ids.new()
        self._acts.enter(person, id, act, after=0)
        return id

    def withdraw(self, person: Person, id: str) -> None:
        """Ask for it no more; what was done stays done."""
        acts = self._acts.of(id)
        if len(acts) != 1 or not self._concerned(person, acts[0]):
            raise NotFound("assign.unknown")
        self._acts.enter(person, id, Withdrawn(by=person.name, at=self._clock.now()), after=1)

    def mine(self, person: Person) -> Sequence[Task]:
        """What a person is asked to do: what is due first first, then what is done."""
        open_ = {id: one for id, one in self._standing().items() if one.concerns(person)}
        attempts = self._attempts.attempts(Wanted(trainee=person.name, official=True)) if open_ else ()
        return _ordered(self._tasks(open_, [person], attempts))

    def given(self, person: Person) -> Sequence[Task]:
        """Who has done what of all that this person may assign."""
        people = self.assignable(person)
        names = {one.name for one in people}
        attempts = [one for one in self._attempts.attempts(Wanted(official=True)) if one.trainee in names]
        return _ordered(self._tasks(self._standing(), people, attempts))

    def rubric_for(self, person: Person, persona: str, scenario: str) -> str:
        """By which rubric an official call is graded: the one it was assigned with, or the usual one.

        `Conflict` when the attempts that were assigned for this call are used up.
        """
        tasks = [one for one in self.mine(person) if _about(one, persona, scenario)]
        if tasks and all(one.left == 0 for one in tasks):
            raise Conflict("assign.used_up", n=tasks[0].assigned.attempts)
        return next((one.assigned.rubric for one in tasks if one.left), DEFAULT_RUBRIC)

    def _tasks(
        self, open_: Mapping[str, Assigned], people: Sequence[Person], attempts: Iterable[Attempt]
    ) -> Iterable[Task]:
        by_person: dict[str, list[Attempt]] = {}
        for one in attempts:
            by_person.setdefault(one.trainee, []).append(one)
        today = self._clock.now().date()
        for id, assigned in open_.items():
            for person in people:
                if assigned.concerns(person):
                    yield task(id, assigned, person.name, by_person.get(person.name, ()), today)

    def _standing(self) -> Mapping[str, Assigned]:
        book = self._acts.by_subject()
        return {id: acts[0] for id, acts in book.items() if len(acts) == 1 and isinstance(acts[0], Assigned)}

    def _check(self, person: Person, to: str, persona: str, scenario: str, *, team: bool) -> None:
        people = self.assignable(person)
        if to not in {one.team if team else one.name for one in people} - {""}:
            raise NotFound("assign.nobody")
        if self._catalogue.persona(persona).language != self._catalogue.scenario(scenario).language:
            raise Conflict("call.languages_differ", persona=persona, scenario=scenario)

    def _concerned(self, person: Person, act: AssignmentAct) -> bool:
        return isinstance(act, Assigned) and any(act.concerns(one) for one in self.assignable(person))


def _about(task: Task, persona: str, scenario: str) -> bool:
    return (task.assigned.persona, task.assigned.scenario) == (persona, scenario)


def _ordered(tasks: Iterable[Task]) -> Sequence[Task]:
    done = ("passed", "used_up")
    return sorted(tasks, key=lambda one: (one.state in done, one.assigned.due or date.max, one.assigned.at, one.person))
