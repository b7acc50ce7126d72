"""The guard of what a customer says: it holds for any wording, our own lines or a model's."""

import re
import unicodedata
from collections.abc import Iterator

from trainer.domain.customer.memory import Customer
from trainer.domain.moves import Act
from trainer.domain.scenario import Scenario
from trainer.domain.values import Language
from trainer.embedded.world import figures_in, plain_words, world_figures, world_words
from trainer.language.folding import fold
from trainer.language.matching import index_of
from trainer.language.pack import LanguagePack, Packs
from trainer.ports import Breach

_WORD = re.compile(r"\w+")
_SCRIPTS = {"en": "LATIN", "ar": "ARABIC", "bg": "CYRILLIC"}
OWN_SCRIPT = 0.6
"""The share of letters that must be of the call's script; names, codes and brands may be of another."""
ENOUGH = 12
"""Letters from which a text is long enough to be of a language."""


class EmbeddedGuard:
    """Says which rules a customer's words would break."""

    def __init__(self, packs: Packs) -> None:
        self._packs = packs

    def breaches(self, text: str, act: Act, scenario: Scenario, customer: Customer, heard: str) -> tuple[Breach, ...]:
        """The rules broken by these words of a customer who is about to do this; `heard` is all the agent said."""
        return tuple(_breaches(text, act, scenario, customer, heard, self._packs[scenario.language]))

    def carries(self, text: str, plain: str, language: Language) -> bool:
        """Whether the words hold every figure and code that the plain words do."""
        return figures_in(plain, language) <= figures_in(text, language)


def _breaches(
    text: str, act: Act, scenario: Scenario, customer: Customer, heard: str, pack: LanguagePack
) -> Iterator[Breach]:
    folded, language = fold(text, pack.language), pack.language
    rules: tuple[tuple[Breach, tuple[str, ...]], ...] = (
        ("agents_part", pack.guard.agents_part),
        ("assistant_talk", pack.guard.assistant_talk),
        ("instructions", pack.guard.instructions),
    )
    for rule, cues in rules:
        found = next(index_of(cues, language).find(folded), None)
        # The scenario's author may let the customer say anything.
        if found and plain_words(folded.text[found.start : found.end], language) not in world_words(scenario):
            yield rule
    if not _of_language(text, scenario, language):
        yield "language"
    said = plain_words(text, language)
    if any(plain_words(words, language) in said for words in _not_yet(act, scenario, customer)):
        yield "fact_too_early"
    if figures_in(text, language) - world_figures(scenario) - figures_in(heard, language):
        yield "invented"


def _not_yet(act: Act, scenario: Scenario, customer: Customer) -> Iterator[str]:
    allowed = {*customer.revealed, act.fact}
    for fact in scenario.facts:
        if fact.gate != "opening" and fact.id not in allowed:
            yield from fact.says


def _of_language(text: str, scenario: Scenario, language: Language) -> bool:
    words = (word for word in _WORD.findall(text) if plain_words(word, language) not in world_words(scenario))
    letters = [one for word in words for one in word if one.isalpha()]
    own = sum(_SCRIPTS[language] in unicodedata.name(one, "") for one in letters)
    return len(letters) < ENOUGH or own >= OWN_SCRIPT * len(letters)
