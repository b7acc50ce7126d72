"""Figures in a turn held against the customer's record: what is told too early, and what is told wrong."""

import re
from collections.abc import Iterator
from functools import lru_cache

from trainer.domain.codebook import Behaviour, Code
from trainer.domain.customer.memory import Customer
from trainer.domain.scenario import Scenario
from trainer.domain.values import Language
from trainer.embedded.utterance import Utterance
from trainer.embedded.world import TOKEN, figures_in, world_figures

_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(19|20)\d\d")
LONG_ENOUGH = 4
"""Digits from which a figure of the same shape as one of the record's is taken for a wrong one of that kind."""


def secrets_told(utterance: Utterance, scenario: Scenario, customer: Customer) -> Iterator[Behaviour]:
    """Figures of the private record, spoken before the customer was identified and not first by the customer."""
    if customer.identified:
        return
    told = [*scenario.opening, *scenario.problem]
    told += [words for fact in scenario.facts if fact.id in customer.revealed for words in fact.says]
    private = [row.value for row in scenario.record if row.private]
    secret = _telling(" ".join(private), utterance.language) - _telling(" ".join(told), utterance.language)
    for match in TOKEN.finditer(utterance.folded.text):
        if match.group().replace(",", ".") in secret:
            yield utterance.behaviour(Code.BREACHES_CONFIDENTIALITY, *match.span())


def misstated(utterance: Utterance, scenario: Scenario) -> Iterator[Behaviour]:
    """Figures that look like one of the record's and are none that this world holds."""
    world = world_figures(scenario)
    shapes = _shapes_of(scenario)
    for match in TOKEN.finditer(utterance.folded.text):
        figure = match.group().replace(",", ".")
        if (shape := _shape(figure)) in shapes and figure not in world and not _YEAR.fullmatch(figure):
            yield utterance.behaviour(Code.MISSTATES, *match.span(), shapes[shape])


@lru_cache(maxsize=64)
def _shapes_of(scenario: Scenario) -> dict[str, str]:
    """The shapes of the figures that are both in the record and known to the customer, with the fact they belong to."""
    record = figures_in(" ".join(row.value for row in scenario.record), scenario.language)
    found = {}
    for fact in scenario.facts:
        for figure in figures_in(" ".join(fact.says), scenario.language):
            if figure in record and len(_DIGIT.findall(figure)) >= LONG_ENOUGH:
                found[_shape(figure)] = fact.id
    return found


def _shape(figure: str) -> str:
    return _DIGIT.sub("0", figure)


@lru_cache(maxsize=256)
def _telling(text: str, language: Language) -> frozenset[str]:
    """The numbers and codes in a text that could tell something: two digits and three characters at least."""
    return frozenset(one for one in figures_in(text, language) if len(one) >= 3 and len(_DIGIT.findall(one)) >= 2)
