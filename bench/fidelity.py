"""Whether our customers behave like people: `python -m bench.fidelity [--data DIR] [--words DIR] [--model] [--peer]`.

Practice agents rehearse against every persona and scenario in three languages, at least 20 seeds a cell and more until
each rate's standard error is under two points. Mood is read from the words by fixed lists. DIR holds the sets of
human customers and of a GPT-4o customer that stand beside ours; without it their published figures are quoted.
`--model` has our customers worded by the model that the settings name; `--peer` rehearses a plain-prompt customer on
the same model, with the same agents and scenarios, after them. `--words` takes what the agents say from another
folder, such as `tests/golden/paraphrases`.
"""

import argparse
import json
import os
from dataclasses import replace
from math import nan
from pathlib import Path

from bench import by_model
from bench import fidelity_rates as rates
from bench.fidelity_calls import Cell, Job, Played, agents, play, services
from bench.fidelity_lines import lines_in_all, thin_cells
from bench.fidelity_page import page, peer_page
from bench.fidelity_speed import median_ms
from bench.people import beside
from trainer.domain.values import LANGUAGES

SEEDS = 20
CHAT_SEEDS = 5
"""Seeds of a cell in chat, where only the manner of talking is measured."""
MOST_SEEDS = 400
"""Seeds of a cell after which a rate is taken as it is."""


def main() -> None:
    """Rehearse, and print a page or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="the folder of the sets of human and GPT-4o customers")
    parser.add_argument("--words", type=Path, help="another folder of what the practice agents say")
    parser.add_argument("--seeds", type=int, default=SEEDS, help=f"seeds of every cell to begin with ({SEEDS})")
    parser.add_argument("--quick", action="store_true", help="stay with these seeds, however wide the intervals")
    parser.add_argument("--model", action="store_true", help="let the model of the settings word our customers")
    parser.add_argument("--peer", action="store_true", help="a plain-prompt customer on the same model beside them")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    if arguments.model:
        by_model.Stage.customers = "model"
    calls = rehearsed(arguments.words, arguments.seeds, arguments.quick or arguments.model)
    ours = {**rates.summary(calls), "turn_ms_p50": nan if arguments.model else median_ms()}
    report = {
        "rows": rates.rows(calls),
        "summary": ours,
        "beside": beside(arguments.data),
        "manner": {**rates.manners(calls, "ours"), **rates.manners(in_chat(arguments.words), "ours in chat")},
        "told": rates.told(calls),
        "curves": rates.curves(calls),
        "thin_cells": thin_cells(calls),
        "lines": lines_in_all(),
    }
    print(json.dumps(report, ensure_ascii=False) if arguments.json else page(report))
    if arguments.peer:
        by_model.Stage.customers = "plain"
        peer = rehearsed(arguments.words, arguments.seeds, quick=True)
        theirs = rates.summary(peer)
        print(json.dumps(theirs) if arguments.json else peer_page(ours, theirs))


def rehearsed(words: Path | None, seeds: int, quick: bool) -> list[Played]:
    """All calls; cells whose rates are still uncertain are given more seeds, the same in every language."""
    processes = os.cpu_count() or 1
    count = dict.fromkeys(cells(words), seeds)
    calls = list(play([(cell, range(seeds), words) for cell in count], processes))
    while not quick and (more := _more(calls, count)):
        jobs: list[Job] = [(cell, range(count[cell], count[cell] + extra), words) for cell, extra in more.items()]
        calls += play(jobs, processes)
        for cell, extra in more.items():
            count[cell] += extra
    return calls


def in_chat(words: Path | None) -> list[Played]:
    """A few calls of every cell, typed instead of spoken."""
    typed = [replace(cell, channel="chat") for cell in cells(words)]
    return list(play([(cell, range(CHAT_SEEDS), words) for cell in typed], os.cpu_count() or 1))


def cells(words: Path | None) -> list[Cell]:
    """Everybody against everybody in their language."""
    catalogue = services().catalogue
    return [
        Cell(language, persona, scenario, agent)
        for language in LANGUAGES
        for persona in catalogue.personas()
        for scenario in catalogue.scenarios()
        if persona.startswith(f"{language}/") and scenario.startswith(f"{language}/")
        for agent in agents(language, words)
    ]


def _more(calls: list[Played], count: dict[Cell, int]) -> dict[Cell, int]:
    """How many seeds more each cell of an uncertain rate needs."""
    more: dict[Cell, int] = {}
    for rate in rates.uncertain(calls):
        for cell in count:
            if rate.concerns(cell) and count[cell] < MOST_SEEDS:
                more[cell] = max(more.get(cell, 0), rate.missing(calls, count[cell]))
    return more


if __name__ == "__main__":
    main()
