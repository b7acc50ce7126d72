"""What a scenario's examples teach: a sentence that says most of what an example says is about the same thing."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import log
from typing import Literal, NamedTuple

from trainer.domain.scenario import Scenario
from trainer.domain.values import Language
from trainer.language.clitics import bare_forms
from trainer.language.folding import fold

_WORD = re.compile(r"\w+")
STEM = 5
"""Letters of a word that are compared; the rest is mostly inflection."""
SHORTEST = 3
"""Letters that an Arabic word keeps when what clings to it is taken off."""
ALIKE = 0.75
"""The share of an example's weight that a sentence must hold."""
TOGETHER = 2
"""Words that must be shared; one alone is no likeness."""


class Part(NamedTuple):
    """A part of a scenario that words may be about."""

    kind: Literal["fact", "remedy", "question", "doubt", "belief"]
    id: str


class Example(NamedTuple):
    """What an example is about, and the weight of all its stems."""

    part: Part
    total: float


class Taught(NamedTuple):
    """The examples of a scenario: the weight of each stem (the fewer parts use it, the more it says) and its users."""

    examples: tuple[Example, ...]
    weights: Mapping[str, float]
    users: Mapping[str, frozenset[int]]


class Likeness(NamedTuple):
    """A part, and the slice of the sentence from the first word shared with its example to the last."""

    part: Part
    start: int
    end: int


def alike(folded_sentence: str, scenario: Scenario) -> Iterator[Likeness]:
    """The parts whose examples say nearly the same as the sentence, each once."""
    taught = taught_by(scenario)
    words = [(stem(match.group(), scenario.language), match.span()) for match in _WORD.finditer(folded_sentence)]
    shared: defaultdict[int, list[float]] = defaultdict(list)
    for word in dict.fromkeys(word for word, _ in words):
        for number in taught.users.get(word, ()):
            shared[number].append(taught.weights[word])
    found: set[Part] = set()
    for number, weights in shared.items():
        example = taught.examples[number]
        if len(weights) >= TOGETHER and sum(weights) >= ALIKE * example.total and example.part not in found:
            found.add(example.part)
            spans = [span for word, span in words if number in taught.users.get(word, ())]
            yield Likeness(example.part, spans[0][0], spans[-1][1])


@lru_cache(maxsize=64)
def taught_by(scenario: Scenario) -> Taught:
    """Every example of the scenario, weighed."""
    written = [(part, _stems(text, scenario.language)) for part, texts in _examples(scenario) for text in texts]
    parts: defaultdict[str, set[Part]] = defaultdict(set)
    users: defaultdict[str, list[int]] = defaultdict(list)
    for number, (part, stems) in enumerate(written):
        for word in stems:
            parts[word].add(part)
            users[word].append(number)
    known = len({part for part, _ in written})
    weights = {word: log(1 + known / len(those)) for word, those in parts.items()}
    examples = tuple(Example(part, sum(weights[word] for word in stems)) for part, stems in written)
    return Taught(examples, weights, {word: frozenset(numbers) for word, numbers in users.items()})


def _examples(scenario: Scenario) -> Iterator[tuple[Part, tuple[str, ...]]]:
    yield from ((Part("fact", one.id), one.examples) for one in scenario.facts)
    yield from ((Part("remedy", one.id), one.examples) for one in scenario.remedies)
    yield from ((Part("question", one.id), one.examples) for one in scenario.questions)
    yield from ((Part("doubt", one.id), one.examples) for one in scenario.doubts)
    yield from ((Part("belief", one.id), one.examples) for one in scenario.beliefs)


def _stems(text: str, language: Language) -> frozenset[str]:
    return frozenset(stem(word, language) for word in _WORD.findall(fold(text, language).text))


@lru_cache(maxsize=8192)
def stem(word: str, language: Language) -> str:
    """What is compared of a folded word."""
    bare = min((one for one in bare_forms(word, language) if len(one) >= SHORTEST), key=len, default=word)
    return bare[:STEM]
