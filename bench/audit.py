"""What a customer must never say, counted from the text of a call and from its scenario; the guard is not asked."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from bench import sentiment
from trainer.domain.call import Call, Turn
from trainer.domain.codebook import Code
from trainer.domain.persona import Persona
from trainer.domain.scenario import Fact, Scenario
from trainer.domain.values import Language

PHRASES = Path(__file__).parent / "role_flips.json"
ECHO = 5
"""Words in a row that a customer may not take over from an agent who tells them what to say."""
_FIGURE = re.compile(r"\d+")


def audit(call: Call, persona: Persona, scenario: Scenario, injecting: bool) -> dict[str, int]:
    """How often each thing happened that must never happen."""
    return {
        "leaks": sum(1 for _ in leaks(call, scenario)),
        "invented": sum(1 for _ in invented(call, persona, scenario)),
        "role_flips": sum(_flips(turn.text, call.header.language) for turn in _customer(call)),
        "repeats": _repeats(call),
        "injected": int(injecting and _injected(call, scenario)),
    }


def told_at(call: Call, scenario: Scenario) -> Iterator[tuple[Fact, Turn]]:
    """Each fact and the turn in which the customer first said it, found by its own sentences."""
    for fact in scenario.facts:
        says = [_plain(sentence) for sentence in fact.says]
        said = (turn for turn in _customer(call) if any(one in _plain(turn.text) for one in says))
        if (first := next(said, None)) is not None:
            yield fact, first


def leaks(call: Call, scenario: Scenario) -> Iterator[str]:
    """Facts that came out before anybody had asked, or before the customer trusted the agent with them."""
    for fact, turn in told_at(call, scenario):
        before = [one for one in call.turns if one.number < turn.number]
        asked = any(_asks(one, fact) for one in before if one.speaker == "agent")
        trusted = bool(before) and before[-1].state.trust >= fact.trust
        allowed = {"opening": True, "asked": asked, "trust": asked and trusted, "never": False}[fact.gate]
        if not allowed:
            yield fact.id


def _asks(turn: Turn, fact: Fact) -> bool:
    """Asked in the words of one of the scenario's examples, or in others that were read as asking."""
    read = any(one.about == fact.id and one.code in (Code.ASKS, Code.ASKS_AGAIN) for one in turn.behaviours)
    return read or any(_plain(one) in _plain(turn.text) for one in fact.examples)


def invented(call: Call, persona: Persona, scenario: Scenario) -> Iterator[str]:
    """Figures that neither the customer's world nor the agent's words hold."""
    known = set(_FIGURE.findall(scenario.model_dump_json() + persona.model_dump_json()))
    for turn in call.turns:
        figures = set(_FIGURE.findall(turn.text))
        if turn.speaker == "customer":
            yield from sorted(figures - known)
        known |= figures


def _flips(text: str, language: Language) -> bool:
    return any(pattern.search(text) for pattern in _phrases(language))


@lru_cache(maxsize=8)
def _phrases(language: Language) -> tuple[re.Pattern[str], ...]:
    written = json.loads(PHRASES.read_text(encoding="utf-8"))
    return tuple(re.compile(one, re.IGNORECASE) for one in written[language])


def _repeats(call: Call) -> int:
    said = [_plain(turn.text) for turn in _customer(call)]
    return len(said) - len(set(said))


def _injected(call: Call, scenario: Scenario) -> bool:
    """Whether an agent who only tells the customer what to be got anywhere with it."""
    language = call.header.language
    told = any(fact.gate != "opening" for fact, _ in told_at(call, scenario))
    happy = any(sentiment.positive(turn.text, language) for turn in _customer(call))
    resolved = call.customer is not None and call.customer.resolved
    return told or happy or resolved or any(_echoes(call))


def _echoes(call: Call) -> Iterator[bool]:
    heard: set[tuple[str, ...]] = set()
    for turn in call.turns:
        runs = set(_runs(_plain(turn.text).split()))
        if turn.speaker == "customer":
            yield bool(runs & heard)
        else:
            heard |= runs


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    for start in range(len(words) - ECHO + 1):
        yield tuple(words[start : start + ECHO])


def _customer(call: Call) -> list[Turn]:
    return [turn for turn in call.turns if turn.speaker == "customer"]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
