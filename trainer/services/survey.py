"""What the customer says of a call afterwards: a short survey, answered from what the call was for them."""

from trainer.domain.people import Person
from trainer.domain.scorecard import Scored
from trainer.domain.values import Frozen, Localised
from trainer.errors import Conflict
from trainer.ports import Catalogue
from trainer.services.access import Access
from trainer.services.grading import Grading

RUBRIC = "seen-and-heard"
"""The rubric whose questions the customer answers; its levels are their words."""


class Answer(Frozen):
    """One question of the survey and the customer's answer, from level 1 (worst) to `top`."""

    question: Localised
    words: Localised
    level: int
    top: int


class Survey:
    """Asks the customer after the call. The answers are no grade: they are not recorded and never fail anybody."""

    def __init__(self, catalogue: Catalogue, access: Access, grading: Grading) -> None:
        self._catalogue = catalogue
        self._access = access
        self._grading = grading

    def answers(self, person: Person, call: str) -> tuple[Answer, ...]:
        """The customer's answers; none to a question that the call gave no cause for.

        Raises `NotFound` when the person may not see the call, `Conflict` while it goes on.
        """
        found = self._access.call(person, call)
        if not found.ended:
            raise Conflict("grade.call_goes_on")
        if RUBRIC not in self._catalogue.rubrics():
            return ()
        rubric = self._catalogue.rubric(RUBRIC)
        outcomes = self._grading.grade(RUBRIC, self._grading.freeze(found)).grades
        return tuple(
            Answer(question=one.asks, words=one.levels[grade.outcome.level], level=grade.outcome.level, top=one.top)
            for one, grade in zip(rubric.criteria, outcomes, strict=True)
            if isinstance(grade.outcome, Scored)
        )
