"""What a trainee's graded calls show over time."""

from collections.abc import Iterable
from datetime import datetime

from trainer.domain.call import Call, Usage, ending, usage_of
from trainer.domain.review import Flag, Reviewed, flags
from trainer.domain.scorecard import Scorecard, Scored, share
from trainer.domain.values import Frozen, Language


class Attempt(Frozen):
    """One call in somebody's history; `total` is a percentage, `None` while it is not graded.

    An `official` one counts. The grade is the one that stands after `acts` acts of review; `why` a person should look
    at it comes with what it is about. `usage` is what models took for the call, `grading` for its grade.
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
    critical: tuple[str, ...] = ()
    why: tuple[tuple[Flag, tuple[str, ...]], ...] = ()
    final: bool = False
    acts: int = 0
    official: bool = True
    language: Language = "en"
    answered: bool = True
    branch_of: str | None = None
    usage: Usage = Usage()
    grading: Usage = Usage()


def attempt_of(call: Call, grade: Reviewed | None = None) -> Attempt:
    """The line of the history that a call and its grade make."""
    end, header, card = ending(call), call.header, grade.standing if grade else None
    return Attempt(
        call=header.id,
        trainee=header.trainee,
        began=header.began,
        persona=header.persona,
        scenario=header.scenario,
        rubric=header.rubric,
        ended=end is not None,
        reason=end.reason if end else None,
        total=card.total if card else None,
        passed=card.passed if card else None,
        graded=card is not None,
        levels=_levels(card),
        critical=tuple(one.id for one in card.critical) if card else (),
        why=tuple(flags(grade).items()) if grade else (),
        final=grade is not None and grade.signed_off,
        acts=len(grade.acts) if grade else 0,
        official=header.counts,
        language=header.language,
        answered=call.answered,
        branch_of=header.branch.call if header.branch else None,
        usage=usage_of(call),
        grading=card.usage or Usage() if card else Usage(),
    )


def _levels(card: Scorecard | None) -> tuple[tuple[str, float], ...]:
    return tuple(
        (grade.criterion, round(100 * share(grade.outcome.level, grade.top), 1))
        for grade in (card.grades if card else ())
        if isinstance(grade.outcome, Scored)
    )


class Wanted(Frozen):
    """Which attempts are asked for, newest first: each condition that is given must hold; `most` of them after `skip`.

    `team` is the team that the trainee is in now; `to_review` the ones that a person should look at, oldest
    first; `since` and `until` bound when the call began.
    """

    call: str | None = None
    trainee: str | None = None
    team: str | None = None
    official: bool | None = None
    graded: bool | None = None
    passed: bool | None = None
    to_review: bool | None = None
    language: Language | None = None
    persona: str | None = None
    scenario: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    most: int = 1_000_000
    skip: int = 0


EVERYTHING = Wanted()


def matches(attempt: Attempt, wanted: Wanted, team: str) -> bool:
    """Whether an attempt, of somebody in that team, is one of those that are wanted."""
    said = {
        "call": attempt.call,
        "trainee": attempt.trainee,
        "team": team,
        "official": attempt.official,
        "graded": attempt.graded,
        "passed": attempt.passed,
        "to_review": attempt.official and bool(attempt.why),
        "language": attempt.language,
        "persona": attempt.persona,
        "scenario": attempt.scenario,
    }
    if any(getattr(wanted, name) not in (None, value) for name, value in said.items()):
        return False
    early = wanted.since is not None and attempt.began < wanted.since
    return not early and (wanted.until is None or attempt.began < wanted.until)


def trend(attempts: Iterable[Attempt], criterion: str) -> tuple[tuple[datetime, float], ...]:
    """A criterion's share of its top level in percent, official call by call, oldest first."""
    counting = (one for one in attempts if one.official)
    points = [(one.began, level) for one in counting for name, level in one.levels if name == criterion]
    return tuple(sorted(points))
