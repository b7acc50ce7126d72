"""People over grades: overruling, contesting, answering and signing off."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from trainer.domain.people import Person
from trainer.domain.progress import Wanted
from trainer.domain.review import (
    Answered,
    Contested,
    Flag,
    Overruled,
    ReviewAct,
    Reviewed,
    SignedOff,
    Statement,
    reviewed,
)
from trainer.domain.rights import Deed, may
from trainer.domain.rubric import Rubric
from trainer.domain.scorecard import Evidence, Scorecard, Scored
from trainer.domain.values import Frozen
from trainer.errors import BadInput, Conflict, NotAllowed, NotFound
from trainer.ports import AttemptStore, Catalogue, Clock, ReviewStore, ScoreStore
from trainer.services.access import Access, require
from trainer.services.grading import lines_of
from trainer.services.history import within

SHORTEST = 3
LONGEST = 2_000
"""Characters that a reason may have."""


class Queued(Frozen):
    """A call whose grade a person should look at, and why."""

    call: str
    trainee: str
    began: datetime
    why: Mapping[Flag, tuple[str, ...]]


class Review:
    """What people do with a grade. Every act is appended, and the first grade stays as it was given."""

    def __init__(
        self,
        catalogue: Catalogue,
        access: Access,
        attempts: AttemptStore,
        scores: ScoreStore,
        reviews: ReviewStore,
        clock: Clock,
    ) -> None:
        self._catalogue = catalogue
        self._access = access
        self._attempts = attempts
        self._scores = scores
        self._reviews = reviews
        self._clock = clock

    def of(self, person: Person, call: str) -> Reviewed:
        """The grade of a call and what was done to it; `NotFound` when it has none that they may see."""
        self._access.call(person, call)
        return self._standing(call)

    def catch_up(self) -> None:
        """Bring the lines of the history up to date where a stop came between an act and its line."""
        for call in self._attempts.stale():
            self._attempts.summarise(call, self._standing(call))

    def queue(self, person: Person) -> Sequence[Queued]:
        """The graded calls that a person should look at, oldest first, with the reasons."""
        require(person, Deed.REVIEW)
        found = self._attempts.attempts(within(person, Wanted(to_review=True)))
        return [Queued(call=one.call, trainee=one.trainee, began=one.began, why=dict(one.why)) for one in found]

    def overrule(
        self, person: Person, call: str, criterion: str, level: int, reason: str, evidence: tuple[Evidence, ...] = ()
    ) -> Reviewed:
        """Give one criterion another level, for a reason."""
        open_ = self._open(person, call, criterion)
        self._reviewer(person, call)
        grade = open_.first.grade(criterion)
        if grade is None or not 1 <= level <= grade.top:
            raise BadInput("review.level", level=level, top=grade.top if grade else 0)
        if not evidence and not isinstance(grade.outcome, Scored):
            raise BadInput("review.quote_needed", criterion=criterion)
        lines = lines_of(self._access.call(person, call))
        if not all(quote.supported_by(lines) for quote in evidence):
            raise BadInput("review.quote_not_found")
        said = stated(reason)
        act = Overruled(
            by=person.name, at=self._clock.now(), criterion=criterion, level=level, reason=said, evidence=evidence
        )
        return self._append(call, open_, act)

    def contest(self, person: Person, call: str, criterion: str, words: str) -> Reviewed:
        """The trainee says why a level is wrong; one open contest a criterion."""
        open_ = self._open(person, call, criterion)
        if person.name != self._access.call(person, call).header.trainee:
            raise NotAllowed("review.not_yours")
        if criterion in open_.open_contests:
            raise Conflict("review.contested_already", criterion=criterion)
        act = Contested(by=person.name, at=self._clock.now(), criterion=criterion, words=stated(words))
        return self._append(call, open_, act)

    def answer(self, person: Person, call: str, criterion: str, words: str) -> Reviewed:
        """Tell the trainee what became of their contest."""
        open_ = self._open(person, call, criterion)
        self._reviewer(person, call)
        if criterion not in open_.open_contests:
            raise Conflict("review.nothing_contested", criterion=criterion)
        act = Answered(by=person.name, at=self._clock.now(), criterion=criterion, words=stated(words))
        return self._append(call, open_, act)

    def sign_off(self, person: Person, call: str) -> Reviewed:
        """Make the grade final; not while a contest is open or something is unscored."""
        open_ = self._open(person, call)
        self._reviewer(person, call)
        if open_.open_contests:
            raise Conflict("review.contest_open", criterion=open_.open_contests[0])
        if open_.standing.passed is None:
            raise Conflict("review.unscored")
        return self._append(call, open_, SignedOff(by=person.name, at=self._clock.now()))

    def _open(self, person: Person, call: str, criterion: str | None = None) -> Reviewed:
        found = self.of(person, call)
        if found.signed_off:
            raise Conflict("review.signed_off")
        if criterion is not None and found.first.grade(criterion) is None:
            names = ", ".join(one.criterion for one in (*found.first.grades, *found.first.compliance))
            raise NotFound("review.no_such_criterion", criterion=criterion[:80], hint=names)
        return found

    def _reviewer(self, person: Person, call: str) -> None:
        if not may(person, Deed.REVIEW, self._access.owner(self._access.call(person, call))):
            raise NotAllowed("review.not_a_reviewer")

    def _append(self, call: str, seen: Reviewed, act: ReviewAct) -> Reviewed:
        outcome = reviewed(self._rubric(seen.first), seen.first, (*seen.acts, act))
        self._reviews.review(call, len(seen.acts), act, outcome)
        return outcome

    def _standing(self, call: str) -> Reviewed:
        cards = self._scores.cards(call)
        if not cards:
            raise NotFound("review.no_grade", id=call)
        return reviewed(self._rubric(cards[0]), cards[0], self._reviews.acts(call))

    def _rubric(self, card: Scorecard) -> Rubric:
        """The rubric as it was when the grade was given."""
        return self._catalogue.rubric(card.rubric, card.versions.get("rubric", ""))


def stated(words: str) -> Statement:
    """Words that are a reason; `BadInput` when they are too few or too many."""
    plain = words.strip()
    if not SHORTEST <= len(plain) <= LONGEST:
        raise BadInput("review.words", least=SHORTEST, most=LONGEST)
    return plain
