"""Calls that somebody is asked to take: with whom, until when, and how often they may try."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from trainer.domain.people import Person
from trainer.domain.progress import Attempt
from trainer.domain.values import Frozen

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class Assigned(Frozen):
    """An official call that a person, or everyone in a team, is to take by the end of a day."""

    kind: Literal["assigned"] = "assigned"
    by: str
    at: datetime
    person: str = ""
    team: str = ""
    persona: str
    scenario: str
    rubric: str = "foundations"
    due: date | None = None
    attempts: Annotated[int, Field(ge=1, le=20)] = 1
    note: Note = ""

    def concerns(self, person: Person) -> bool:
        """Whether it is for them."""
        return self.person == person.name if self.person else bool(self.team) and self.team == person.team


class Withdrawn(Frozen):
    """It need not be done any more."""

    kind: Literal["withdrawn"] = "withdrawn"
    by: str
    at: datetime


AssignmentAct = Annotated[Assigned | Withdrawn, Field(discriminator="kind")]
State = Literal["open", "passed", "used_up", "overdue"]


class Task(Frozen):
    """How one person stands with an assignment: the attempts that they made, oldest first, and what that comes to."""

    id: str
    assigned: Assigned
    person: str
    made: tuple[Attempt, ...]
    state: State

    @property
    def left(self) -> int:
        """Attempts that may still be made."""
        return max(0, self.assigned.attempts - len(self.made))


def task(id: str, assigned: Assigned, person: str, attempts: Iterable[Attempt], today: date) -> Task:
    """How the attempts of a person answer an assignment."""
    made = sorted((one for one in attempts if _answers(one, assigned, person)), key=lambda one: one.began)
    return Task(id=id, assigned=assigned, person=person, made=tuple(made), state=_state(assigned, made, today))


def _answers(attempt: Attempt, assigned: Assigned, person: str) -> bool:
    same = (attempt.trainee, attempt.persona, attempt.scenario) == (person, assigned.persona, assigned.scenario)
    return same and attempt.official and attempt.answered and attempt.began >= assigned.at


def _state(assigned: Assigned, made: list[Attempt], today: date) -> State:
    if any(one.passed for one in made):
        return "passed"
    if len(made) >= assigned.attempts:
        return "used_up"
    return "overdue" if assigned.due is not None and today > assigned.due else "open"
