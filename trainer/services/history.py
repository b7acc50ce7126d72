"""What somebody has done so far, for themselves and for those who lead them."""

from collections.abc import Sequence

from trainer.domain.people import Person, Role
from trainer.domain.progress import Attempt, attempt_of
from trainer.errors import NotAllowed
from trainer.ports import CallStore, ScoreStore


class History:
    """Calls and totals."""

    def __init__(self, calls: CallStore, scores: ScoreStore) -> None:
        self._calls = calls
        self._scores = scores

    def own(self, person: Person) -> Sequence[Attempt]:
        """The person's own calls, newest first."""
        return self._attempts(person.name)

    def everyones(self, person: Person) -> Sequence[Attempt]:
        """Everyone's calls, newest first; for trainers and managers."""
        if person.role is Role.TRAINEE:
            raise NotAllowed("people.role", role=person.role)
        return self._attempts(None)

    def _attempts(self, trainee: str | None) -> Sequence[Attempt]:
        found = []
        for call in self._calls.calls_of(trainee):
            cards = self._scores.cards(call.id)
            found.append(attempt_of(call, cards[-1] if cards else None))
        return found
