"""Everything that a scenario's author wrote, folded: what this world holds."""

import re
from collections.abc import Iterator
from functools import lru_cache

from trainer.domain.scenario import Scenario
from trainer.domain.values import Language
from trainer.language.folding import fold

# Linear in the text: a figure is told from a word by its digits afterwards.
TOKEN = re.compile(r"\w(?:[\w.,]*\w)?")
_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"[.!?؟]+\s")
RULE = 4
"""Words from which a sentence is long enough to be known as a rule."""
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=64)
def world_words(scenario: Scenario) -> str:
    """All of the scenario's words, as `plain_words` gives them."""
    return plain_words(" \n ".join(_texts(scenario.model_dump())), scenario.language)


@lru_cache(maxsize=64)
def world_figures(scenario: Scenario) -> frozenset[str]:
    """Every figure that anything in the scenario mentions."""
    return frozenset(figures_in(" \n ".join(_texts(scenario.model_dump())), scenario.language))


@lru_cache(maxsize=4096)
def plain_words(text: str, language: Language) -> str:
    """The folded words alone, between blanks, so that one sentence can be sought in another."""
    return f" {' '.join(_WORD.findall(fold(text, language).text))} "


def quotes_the_house(sentence: str, scenario: Scenario) -> bool:
    """Whether the sentence repeats what the agent's own papers say; a rule told is no refusal."""
    said = plain_words(sentence, scenario.language)
    return any(rule in said for rule in _house_rules(scenario))


@lru_cache(maxsize=64)
def _house_rules(scenario: Scenario) -> tuple[str, ...]:
    written = " ".join((*scenario.knowledge, *scenario.briefing.policy))
    rules = (plain_words(one, scenario.language) for one in _SENTENCE_END.split(written))
    return tuple(one for one in rules if len(one.split()) >= RULE)


def figures_in(text: str, language: Language) -> set[str]:
    """The numbers and codes in a text, with a point for a comma."""
    return {one.replace(",", ".") for one in TOKEN.findall(fold(text, language).text) if _DIGIT.search(one)}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
