"""What a trainee's graded calls show over time."""

from collections.abc import Iterable
from datetime import datetime

from trainer.domain.call import Call, Header, Usage, ending, usage_of
from trainer.domain.scorecard import Scorecard, Scored, share
from trainer.domain.values import Frozen

NOTHING = Usage()


class Attempt(Frozen):
    """One call in somebody's history; `total` is a percentage, `None` while it is not graded.

    `usage` is what models took for the call, `grading` for its grade.
    """

    call: str
    trainee: str
    began: datetime
    persona: str
    scenario: str
    rubric: str
    ended: bool
    reason: str | None = None
    total: float | None = None
    passed: bool | None = None
    graded: bool = False
    levels: tuple[tuple[str, float], ...] = ()
    branch_of: str | None = None
    usage: Usage = Usage()
    grading: Usage = Usage()

    @property
    def official(self) -> bool:
        """Whether it counts; another try from the middle of a call does not."""
        return self.branch_of is None


def attempt(
    header: Header, *, ended: bool, reason: str | None, card: Scorecard | None, usage: Usage = NOTHING
) -> Attempt:
    """The line of the history that a call and its scorecard make."""
    levels = tuple(
        (grade.criterion, round(100 * share(grade.outcome.level, grade.top), 1))
        for grade in (card.grades if card else ())
        if isinstance(grade.outcome, Scored)
    )
    return Attempt(
        call=header.id,
        trainee=header.trainee,
        began=header.began,
        persona=header.persona,
        scenario=header.scenario,
        rubric=header.rubric,
        ended=ended,
        reason=reason,
        total=card.total if card else None,
        passed=card.passed if card else None,
        graded=card is not None,
        levels=levels,
        branch_of=header.branch.call if header.branch else None,
        usage=usage,
        grading=card.usage or Usage() if card else Usage(),
    )


def attempt_of(call: Call, card: Scorecard | None) -> Attempt:
    """The line of the history for a whole call."""
    end = ending(call)
    return attempt(
        call.header, ended=end is not None, reason=end.reason if end else None, card=card, usage=usage_of(call)
    )


def trend(attempts: Iterable[Attempt], criterion: str) -> tuple[tuple[datetime, float], ...]:
    """A criterion's share of its top level in percent, official call by call, oldest first."""
    counting = (one for one in attempts if one.official)
    points = [(one.began, level) for one in counting for name, level in one.levels if name == criterion]
    return tuple(sorted(points))
