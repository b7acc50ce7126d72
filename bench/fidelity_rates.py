"""The rates by which a customer is compared with people, per language and in the worst one."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import mean

from scipy.stats import spearmanr

from bench.fidelity_calls import Cell, Played
from bench.people import manner
from trainer.domain.values import LANGUAGES, Language

GRADED = ("excellent", "decent", "hollow", "cold", "rude")
"""The agents by whose quality the customer's end is measured."""
CERTAIN = 0.02
"""The standard error that a rate must be under."""


@dataclass(frozen=True)
class Rate:
    """A share of calls: of which cells, given what, what happened, and whether more is better."""

    name: str
    concerns: Callable[[Cell], bool]
    happened: Callable[[Played], bool]
    more_is_better: bool
    given: Callable[[Played], bool] = lambda _: True

    def of(self, calls: Iterable[Played], language: Language) -> list[bool]:
        """The outcomes in one language."""
        return [
            self.happened(call)
            for call in calls
            if call.cell.language == language and self.concerns(call.cell) and self.given(call)
        ]

    def error(self, calls: Iterable[Played], language: Language) -> float:
        """The standard error; that of a share that was never seen or always is taken from one call more."""
        outcomes = self.of(calls, language)
        if not outcomes:
            return 0.0
        share = min(max(mean(outcomes), 1 / (len(outcomes) + 1)), 1 - 1 / (len(outcomes) + 1))
        return sqrt(share * (1 - share) / len(outcomes))

    def missing(self, calls: Iterable[Played], seeds: int) -> int:
        """How many seeds more a cell needs by the widest of the languages."""
        worst = max(self.error(calls, language) for language in LANGUAGES)
        return max(5, ceil(seeds * ((worst / CERTAIN) ** 2 - 1)))


RATES = (
    Rate(
        "apology_only_positive",
        lambda cell: cell.agent == "apology" and cell.temperament == "angry",
        lambda call: call.positive_after_first,
        False,
    ),
    Rate("excellent_positive", lambda cell: cell.agent == "excellent", lambda call: call.positive_last, True),
    Rate(
        "positive_unresolved",
        lambda _: True,
        lambda call: call.positive_last,
        more_is_better=False,
        given=lambda call: not call.resolved,
    ),
    Rate("resolved_excellent", lambda cell: cell.agent == "excellent", lambda call: call.resolved, True),
    Rate("resolved_rude", lambda cell: cell.agent == "rude", lambda call: call.resolved, False),
    Rate(
        "walkaway_rude_angry",
        lambda cell: cell.agent == "rude" and cell.temperament == "angry",
        lambda call: call.walked,
        True,
    ),
    Rate(
        "walkaway_excellent_angry",
        lambda cell: cell.agent == "excellent" and cell.temperament == "angry",
        lambda call: call.walked,
        False,
    ),
)


def uncertain(calls: list[Played]) -> list[Rate]:
    """The rates whose standard error is too large in some language."""
    return [rate for rate in RATES if any(rate.error(calls, language) >= CERTAIN for language in LANGUAGES)]


def by_language(calls: list[Played]) -> dict[str, dict[Language, float]]:
    """Every rate in every language."""
    return {
        rate.name: {language: mean(outcomes) for language in LANGUAGES if (outcomes := rate.of(calls, language))}
        for rate in RATES
    }


def summary(calls: list[Played]) -> dict[str, object]:
    """Each figure in the worst language; what must never happen is counted over all calls."""
    shares = by_language(calls)
    better = {rate.name: rate.more_is_better for rate in RATES}
    worst = {name: (min if better[name] else max)(found.values()) for name, found in shares.items() if found}
    never: dict[str, int] = defaultdict(int)
    for call in calls:
        for name, times in call.never.items():
            never[name] += times
    return {
        **worst,
        "language_gap_max": max(max(found.values()) - min(found.values()) for found in shares.values() if found),
        "dose_response_rho_min": min(dose_response(calls).values()),
        **never,
        "calls": len(calls),
        "turns": sum(len(call.said) for call in calls),
        "by_language": shares,
        "errors": {rate.name: {one: rate.error(calls, one) for one in LANGUAGES} for rate in RATES},
    }


def dose_response(calls: list[Played]) -> dict[str, float]:
    """Spearman of the agents' quality with the mean end, for each persona and scenario."""
    ends: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    qualities: dict[str, float] = {}
    for call in calls:
        if call.cell.agent in GRADED:
            ends[f"{call.cell.persona} {call.cell.scenario}"][call.cell.agent].append(call.end)
            qualities[call.cell.agent] = call.quality
    return {
        name: float(spearmanr([qualities[one] for one in found], [mean(those) for those in found.values()])[0])
        for name, found in ends.items()
    }


def rows(calls: list[Played]) -> list[dict[str, object]]:
    """One row a cell."""
    found: dict[Cell, list[Played]] = defaultdict(list)
    for call in calls:
        found[call.cell].append(call)
    return [
        {
            "language": cell.language,
            "persona": cell.persona,
            "scenario": cell.scenario,
            "agent": cell.agent,
            "calls": len(those),
            "turns": mean(len(call.said) for call in those),
            "resolved": mean(call.resolved for call in those),
            "walked": mean(call.walked for call in those),
            "positive_last": mean(call.positive_last for call in those),
            "positive_after_first": mean(call.positive_after_first for call in those),
            "end": mean(call.end for call in those),
            **manner((turn for call in those for turn in call.said), cell.language),
        }
        for cell, those in found.items()
    ]


def manners(calls: list[Played], whose: str) -> dict[str, dict[str, float]]:
    """How customers talk, in each language, all cells alike whatever their seeds."""
    first = [call for call in calls if call.seed < 20]
    return {
        f"{whose}, {language}": {
            **manner((turn for call in first if call.cell.language == language for turn in call.said), language),
            "positive_last": mean(call.positive_last for call in first if call.cell.language == language),
        }
        for language in LANGUAGES
    }


def told(calls: list[Played]) -> dict[str, dict[str, float]]:
    """The mean turn at which each fact came out, for each scenario and agent, and how often it did."""
    turns: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for call in calls:
        for fact, turn in call.told:
            turns[f"{call.cell.scenario} {call.cell.agent}"][fact].append(turn)
    return {name: {fact: mean(those) for fact, those in facts.items()} for name, facts in turns.items()}


FEELINGS = ("anger", "confusion", "hesitation", "trust", "patience")
LEADING = {"angry": 0, "confused": 1, "hesitant": 2}


def curves(calls: list[Played]) -> dict[str, dict[str, list[float]]]:
    """The mean of each feeling at each customer turn, by agent and temperament; calls that ended keep their end."""
    found: dict[str, dict[str, list[float]]] = {}
    groups: dict[str, list[Played]] = defaultdict(list)
    for call in calls:
        groups[f"{call.cell.agent} {call.cell.temperament}"].append(call)
    for name, those in groups.items():
        longest = max(len(call.curve) for call in those)
        padded = [[*call.curve, *[call.curve[-1]] * (longest - len(call.curve))] for call in those]
        found[name] = {
            feeling: [round(mean(curve[at][index] for curve in padded), 1) for at in range(longest)]
            for index, feeling in enumerate(FEELINGS)
        }
    return found
