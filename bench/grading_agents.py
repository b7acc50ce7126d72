"""Whether the practice agents are graded in order, alike in every language: `python -m bench.grading --agents`."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import combinations
from statistics import fmean
from typing import NamedTuple

from bench.fidelity import cells
from bench.fidelity_calls import Cell, agents, call_of, services
from bench.fidelity_rates import GRADED
from trainer.domain.agreement import spearman
from trainer.domain.values import LANGUAGES

RUBRIC = "foundations"
SEEDS = 8


class Graded(NamedTuple):
    """One rehearsed call and what it was given."""

    cell: Cell
    total: float
    passed: bool


def graded_agents(rubric: str = RUBRIC, seeds: int = SEEDS) -> dict[str, object]:
    """The order of the agents in every persona and scenario, who passes, and how far the languages are apart."""
    with ProcessPoolExecutor(os.cpu_count() or 1) as pool:
        cards = [card for those in pool.map(_graded, ((cell, rubric, seeds) for cell in cells(None))) for card in those]
    totals = _totals(cards)
    return {
        "calls": len(cards),
        "order_rho_min": min(_orders(totals)),
        "passes": {name: fmean(card.passed for card in cards if card.cell.agent == name) for name in _names(cards)},
        "totals": {name: fmean(card.total for card in cards if card.cell.agent == name) for name in _names(cards)},
        "by_language": {name: {one: _mean(cards, name, one) for one in LANGUAGES} for name in _names(cards)},
        "language_gap_max": max(_gaps(totals)),
    }


def _graded(job: tuple[Cell, str, int]) -> list[Graded]:
    cell, rubric, seeds = job
    agent = agents(cell.language, None)[cell.agent]
    grading = services().grading
    found = (grading.grade(rubric, grading.freeze(call_of(cell, agent, seed))) for seed in range(seeds))
    return [Graded(cell, card.total or 0.0, bool(card.passed)) for card in found]


def _names(cards: Iterable[Graded]) -> list[str]:
    return list(dict.fromkeys(card.cell.agent for card in cards))


def _mean(cards: Iterable[Graded], agent: str, language: str) -> float:
    return fmean(card.total for card in cards if card.cell.agent == agent and card.cell.language == language)


def _totals(cards: Iterable[Graded]) -> dict[Cell, float]:
    found: dict[Cell, list[float]] = defaultdict(list)
    for card in cards:
        found[card.cell].append(card.total)
    return {cell: fmean(those) for cell, those in found.items()}


def _orders(totals: dict[Cell, float]) -> Iterator[float]:
    """Spearman of quality and mean total for each persona and scenario."""
    for persona, scenario in dict.fromkeys((cell.persona, cell.scenario) for cell in totals):
        mine = {
            cell.agent: total for cell, total in totals.items() if (cell.persona, cell.scenario) == (persona, scenario)
        }
        quality = agents(scenario.partition("/")[0], None)
        pairs = [(quality[name].manner.quality, mine[name]) for name in GRADED]
        yield spearman(pairs) or 0.0


def _gaps(totals: dict[Cell, float]) -> Iterator[float]:
    """How far the languages are apart for the same agent, kind of customer and situation."""
    same: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for cell, total in totals.items():
        same[(cell.agent, cell.persona.partition("/")[2], cell.scenario.partition("/")[2])].append(total)
    for those in same.values():
        yield max((abs(one - other) for one, other in combinations(those, 2)), default=0.0)
