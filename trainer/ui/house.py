"""What the pages are given: services, the catalogue, and who is who."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from trainer.domain.call import Call
from trainer.domain.codebook import Code
from trainer.domain.cost import Destination
from trainer.domain.facts import Fact
from trainer.domain.people import Person
from trainer.domain.speech import Means
from trainer.domain.values import Language
from trainer.errors import Fault, NotFound
from trainer.ports import Catalogue, Clock
from trainer.services.access import Access
from trainer.services.accounts import Accounts
from trainer.services.assignments import Assignments
from trainer.services.authoring import Authoring
from trainer.services.calls import Calls
from trainer.services.certification import Certification
from trainer.services.history import History
from trainer.services.proving import Proving
from trainer.services.review import Review
from trainer.services.spending import Spending
from trainer.services.survey import Survey
from trainer.services.trail import Trail
from trainer.services.waiting import Grades
from trainer.ui.drafts import Drafts


@dataclass(frozen=True, slots=True)
class Checked:
    """A content file and what is wrong with it; `kind` is empty where it could not be told."""

    file: str
    kind: str
    faults: tuple[Fault, ...]


class People(Protocol):
    """Where a name becomes a person."""

    def person(self, name: str) -> Person | None:
        """The person of that name."""
        ...


@dataclass(frozen=True, slots=True)
class House:
    """Everything behind the pages.

    `check` reads all content again and says what is wrong with each file; `code_names` are the names of the codebook,
    `facts` what was counted in a call, `means` how a call in a language may be spoken.
    """

    access: Access
    accounts: Accounts
    assignments: Assignments
    authoring: Authoring
    proving: Proving
    certification: Certification
    trail: Trail
    calls: Calls
    grades: Grades
    review: Review
    spending: Spending
    destinations: tuple[Destination, ...]
    drafts: Drafts
    survey: Survey
    history: History
    catalogue: Catalogue
    people: People
    clock: Clock
    recorded: Callable[[str], bool]
    means: Callable[[Language], Means]
    check: Callable[[], Sequence[Checked]]
    code_names: Callable[[Language], Mapping[Code, str]]
    facts: Callable[[Call], Mapping[Fact, float]]

    def person(self, name: str | None) -> Person:
        """The signed-in person of a request, as recorded now; `NotFound` when there is none any more."""
        found = self.people.person(name) if name else None
        if found is None or found.disabled:
            raise NotFound("people.nobody")
        return found
