"""Whether a customer is fit to be met, and a rubric to grade by: read off calls that practice agents have played."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Literal, NamedTuple

from trainer.domain.call import Call, ending
from trainer.domain.persona import Temperament
from trainer.domain.scenario import Scenario
from trainer.domain.values import Frozen, Language

POOR = 2.5
"""Practice agents of this quality or less must not get a customer to settle; manners.yaml says which those are."""
BEST = 5.0
"""Practice agents of this quality must be able to."""
MOST_GIVEN_IN = 0.1
"""The share of poor calls that may end settled or calm by chance; the shipped customers stay under a twentieth."""
LEAST_RESOLVED = 0.5
"""The share of the best agent's calls that must end settled; with the shipped customers all do."""
LEAST_APART = 15.0
"""Points of 100 between the median good and the median poor call; a level of one of four criteria is 6."""


CALM = 35.0
"""Of 100: a leading feeling under this hardly shows, which is where the customer's low band ends."""
LEADING: Mapping[Temperament, Literal["anger", "confusion", "hesitation"]] = {
    "angry": "anger",
    "confused": "confusion",
    "hesitant": "hesitation",
}
"""The feeling that leads a temperament."""


class Trial(Frozen):
    """One call of a practice agent of that quality, from 1 (rude) to 5, with a customer of that temperament."""

    agent: str
    quality: float
    persona: str
    temperament: Temperament
    scenario: str
    call: Call


Kind = Literal["gives_in", "leaks", "unresolvable", "no_difference", "nothing_scored"]


class Finding(Frozen):
    """Why something is refused, and the calls that show it; `share` and `wanted` are the figures, 0-100."""

    kind: Kind
    share: float
    wanted: float
    shown: tuple[Trial, ...]
    about: str = ""


class Graded(NamedTuple):
    """A trial with the total it was given, a percentage, or `None` where anything was unscored."""

    trial: Trial
    total: float | None
    language: Language


def customer_findings(trials: Sequence[Trial], scenarios: Iterable[Scenario]) -> tuple[Finding, ...]:
    """What speaks against a customer, or a situation, in these calls."""
    by_title = {one.title: one for one in scenarios}
    found = [_gives_in(trials), _unresolvable(trials)]
    leaking = [(one, fact) for one in trials if (fact := leaked(one, by_title) or given_away(by_title[one.scenario]))]
    if leaking:
        trial, fact = leaking[0]
        share = _share(len(leaking), len(trials))
        found.append(Finding(kind="leaks", share=share, wanted=0, shown=(trial,), about=fact))
    return tuple(one for one in found if one is not None)


def _gives_in(trials: Sequence[Trial]) -> Finding | None:
    poor = [one for one in trials if one.quality <= POOR]
    won = [one for one in poor if _resolved(one) or _calm(one)]
    if not poor or len(won) <= MOST_GIVEN_IN * len(poor):
        return None
    worst = min(won, key=lambda one: one.quality)
    return Finding(kind="gives_in", share=_share(len(won), len(poor)), wanted=100 * MOST_GIVEN_IN, shown=(worst,))


def _unresolvable(trials: Sequence[Trial]) -> Finding | None:
    best = [one for one in trials if one.quality >= BEST]
    unsettled = [one for one in best if not _resolved(one)]
    resolved = len(best) - len(unsettled)
    if not best or resolved >= LEAST_RESOLVED * len(best):
        return None
    share, wanted = _share(resolved, len(best)), 100 * LEAST_RESOLVED
    return Finding(kind="unresolvable", share=share, wanted=wanted, shown=(unsettled[0],))


def given_away(scenario: Scenario) -> str:
    """The first guarded fact whose words stand in what the customer may say from the beginning, or nothing.

    The guard keeps them from being said in a call, so that the customer is left without these words.
    """
    open_words = [one.casefold() for one in (*scenario.opening, *scenario.problem, *scenario.wish)]
    for fact in scenario.facts:
        guarded = fact.gate in ("trust", "never")
        if guarded and any(words.casefold() in one for words in fact.says for one in open_words):
            return fact.id
    return ""


def leaked(trial: Trial, by_title: dict[str, Scenario]) -> str:
    """The first fact that the customer told out of turn, or nothing."""
    scenario = by_title[trial.scenario]
    guarded = [fact for fact in scenario.facts if fact.gate in ("trust", "never")]
    for turn in trial.call.turns:
        if turn.speaker == "customer":
            allowed = {*turn.told, *turn.customer.revealed} - {fact.id for fact in guarded if fact.gate == "never"}
            said = turn.text.casefold()
            for fact in guarded:
                early = fact.id not in allowed and any(words.casefold() in said for words in fact.says)
                # What takes trust is not told to whoever has earned none.
                unearned = fact.gate == "trust" and fact.id in turn.told and trial.quality <= POOR
                if early or unearned:
                    return fact.id
    return ""


def rubric_findings(graded: Sequence[Graded]) -> tuple[Finding, ...]:
    """What speaks against a rubric in the totals of good and poor calls, language by language."""
    languages = list(dict.fromkeys(one.language for one in graded))
    found = (_no_difference([one for one in graded if one.language == language], language) for language in languages)
    return tuple(one for one in found if one is not None)


def _no_difference(graded: Sequence[Graded], language: Language) -> Finding | None:
    scored = [(one.trial, one.total) for one in graded if one.total is not None]
    good = [(trial, total) for trial, total in scored if trial.quality > POOR]
    poor = [(trial, total) for trial, total in scored if trial.quality <= POOR]
    if not good or not poor:
        shown = tuple(one.trial for one in graded[:1])
        return Finding(kind="nothing_scored", share=0, wanted=LEAST_APART, shown=shown, about=language)
    apart = median(total for _, total in good) - median(total for _, total in poor)
    if apart >= LEAST_APART:
        return None
    pair = (min(good, key=lambda one: one[1])[0], max(poor, key=lambda one: one[1])[0])
    return Finding(kind="no_difference", share=round(apart, 1), wanted=LEAST_APART, shown=pair, about=language)


def _resolved(trial: Trial) -> bool:
    end = ending(trial.call)
    return end is not None and end.reason == "resolved"


def _calm(trial: Trial) -> bool:
    """Whether what leads the customer hardly shows at the end: poor work has soothed them, or they never minded."""
    felt = getattr(trial.call.turns[-1].state, LEADING[trial.temperament]) if trial.call.turns else 100.0
    return bool(felt < CALM)


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
