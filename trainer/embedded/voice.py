"""The embedded voice: authored lines, chosen by the seed and never said twice in a call."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.domain.customer.memory import band
from trainer.domain.moves import Act, Band, Move
from trainer.domain.persona import Persona
from trainer.domain.scenario import Scenario
from trainer.language.filling import fill, slots_in
from trainer.language.pack import Packs
from trainer.ports import Moment, Show, Worded

_NEAREST: dict[Band, tuple[Band, ...]] = {
    Band.LOW: (Band.LOW, Band.MID, Band.HIGH),
    Band.MID: (Band.MID, Band.LOW, Band.HIGH),
    Band.HIGH: (Band.HIGH, Band.MID, Band.LOW),
}


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of the scenario that may fill a slot, with its key."""

    key: str
    text: str


class EmbeddedVoice:
    """Words moves from the lines of the persona and of its temperament."""

    name = "embedded"

    def __init__(self, packs: Packs) -> None:
        self._packs = packs

    def word(self, act: Act, moment: Moment, rng: random.Random, _: Show, /) -> Worded | None:
        """Words for the act, or `None` when nothing fresh is left to say for it."""
        persona, scenario, used = moment.persona, moment.scenario, frozenset(moment.customer.used)
        for mood in _NEAREST[band(persona, moment.customer)]:
            lines = [one for one in self._lines(act.move, mood, persona) if one.key not in used]
            rng.shuffle(lines)
            if scenario.channel == "chat":
                lines.sort(key=_length)
            for line in lines:
                if (worded := _worded(line, act, persona, scenario, used, rng)) is not None:
                    return worded
        return None

    def _lines(self, move: Move, mood: Band, persona: Persona) -> Iterator[_Sentence]:
        """The persona's own lines beside those of the temperament; a line's key is its move and words."""
        shared = self._packs[persona.language].lines[persona.temperament].moves
        for source in (persona.lines, shared):
            for text in source.get(move, {}).get(mood, ()):
                yield _Sentence(f"{move}:{text}", text)


def _length(sentence: _Sentence) -> int:
    """Words; people who type say the shortest thing that will do (3.2-3.9 words a turn in MultiDoGO)."""
    return len(sentence.text.split())


def _worded(
    line: _Sentence, act: Act, persona: Persona, scenario: Scenario, used: frozenset[str], rng: random.Random
) -> Worded | None:
    values: dict[str, str] = {}
    keys = [line.key]
    for slot in sorted(slots_in(line.text)):
        fresh = [one for one in _sentences(slot, act, scenario) if one.key not in used]
        if not fresh:
            return None
        sentence = min(fresh, key=_length) if scenario.channel == "chat" else rng.choice(fresh)
        values[slot] = sentence.text
        keys.append(sentence.key)
    return Worded(text=fill(line.text, persona, values), used=tuple(keys))


def _sentences(slot: str, act: Act, scenario: Scenario) -> list[_Sentence]:
    match slot:
        case "fact" if act.fact and (fact := scenario.fact(act.fact)):
            name, texts = fact.id, fact.says
        case "question" if act.question and (question := scenario.question(act.question)):
            name, texts = question.id, question.asks
        case "doubt" if act.doubt and (doubt := scenario.doubt(act.doubt)):
            name, texts = doubt.id, doubt.says
        case "belief" if act.belief and (belief := scenario.belief(act.belief)):
            name, texts = belief.id, belief.says
        case "news" if act.news and (news := scenario.happening(act.news)):
            name, texts = news.id, news.says
        case "opening" | "problem" | "wish":
            name, texts = "", {"opening": scenario.opening, "problem": scenario.problem, "wish": scenario.wish}[slot]
        case _:
            return []
    return [_Sentence(f"{slot}:{name}:{text}", text) for text in texts]
