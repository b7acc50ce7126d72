"""What somebody has done so far, for themselves and for those who lead them."""

from collections.abc import Iterable, Mapping, Sequence

from trainer.domain.people import Person
from trainer.domain.progress import EVERYTHING, Attempt, Wanted
from trainer.domain.rights import Deed, reach
from trainer.domain.scorecard import CriterionGrade, Scored, share
from trainer.domain.values import Frozen
from trainer.ports import AttemptStore, ScoreStore
from trainer.services.access import require

LOOKED_AT = 20
"""Graded calls whose quotes are looked through."""


class Quoted(Frozen):
    """Words of one's own and the level, in percent, that they were given, with their call and turn."""

    quote: str
    level: float
    call: str
    turn: int


class Extremes(Frozen):
    """What somebody said at their best and at their worst in a criterion."""

    best: Quoted
    worst: Quoted


class History:
    """Calls and totals, from the line that the record keeps of each call."""

    def __init__(self, attempts: AttemptStore, scores: ScoreStore) -> None:
        self._attempts = attempts
        self._scores = scores

    def own(self, person: Person, wanted: Wanted = EVERYTHING) -> Sequence[Attempt]:
        """The person's own calls, newest first."""
        return self._attempts.attempts(wanted.model_copy(update={"trainee": person.name}))

    def official(self, person: Person, wanted: Wanted = EVERYTHING) -> Sequence[Attempt]:
        """The official calls that they may look at, newest first; `NotAllowed` for whoever leads nobody."""
        return self._attempts.attempts(within(person, wanted))

    def how_many(self, person: Person, wanted: Wanted = EVERYTHING) -> int:
        """How many of those there are, whatever `most` and `skip` say."""
        return self._attempts.how_many(within(person, wanted))

    def extremes(self, attempts: Iterable[Attempt]) -> Mapping[str, Extremes]:
        """The best and the worst words by criterion, of one's own latest graded calls; only where they differ."""
        quotes: dict[str, list[Quoted]] = {}
        for one in [attempt for attempt in attempts if attempt.graded][:LOOKED_AT]:
            for card in self._scores.cards(one.call)[:1]:
                for grade in card.grades:
                    quotes.setdefault(grade.criterion, []).extend(_quoted(grade, one.call))
        by_level = {name: sorted(found, key=lambda one: one.level) for name, found in quotes.items() if found}
        return {
            name: Extremes(best=found[-1], worst=found[0])
            for name, found in by_level.items()
            if found[0].level < found[-1].level
        }


def _quoted(grade: CriterionGrade, call: str) -> list[Quoted]:
    if not isinstance(grade.outcome, Scored):
        return []
    level = 100 * share(grade.outcome.level, grade.top)
    return [Quoted(quote=one.quote, level=level, call=call, turn=one.turn) for one in grade.outcome.evidence]


def within(person: Person, wanted: Wanted) -> Wanted:
    """What is wanted, of what a person may look at."""
    require(person, Deed.OPEN_OFFICIAL)
    team = person.team if reach(person, Deed.OPEN_OFFICIAL) == "team" else wanted.team
    return wanted.model_copy(update={"official": True, "team": team})
