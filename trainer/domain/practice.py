"""Practice agents: how an agent of a kind works a call, and what such an agent says in a language."""

import random
from collections.abc import Mapping
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from trainer.domain.moves import Move
from trainer.domain.scenario import Scenario, Sentences
from trainer.domain.values import Frozen, Language

Slot = Literal["ask", "offer", "offered", "answer", "comfort", "knowledge"]
SLOTS: tuple[Slot, ...] = ("ask", "offer", "offered", "answer", "comfort", "knowledge")
"""How a scenario's own sentences come into an agent's words."""
Parts = Annotated[tuple[str, ...], Field(min_length=1)]
"""Names of lists of sentences, one sentence from each; `a|b` is the first of them that can be said now."""


class Manner(Frozen):
    """How one kind of agent works: what they say first, and what to each move of the customer.

    `quality` is how good such an agent is, from 1 (rude) to 5; `asks` how many facts they ask for at most.
    """

    quality: Annotated[float, Field(ge=1, le=5)]
    asks: Annotated[int, Field(ge=0, le=9)] = 2
    opens: Parts
    replies: Mapping[Move, Parts] = Field(default_factory=dict)
    otherwise: Parts


class Manners(Frozen):
    """Every practice agent's manner, by name; the same in every language."""

    kind: Literal["manners"]
    agents: Mapping[str, Manner]


class PracticeWords(Frozen):
    """What one practice agent says in one language, by part."""

    kind: Literal["practice"]
    language: Language
    agent: str
    words: Mapping[str, Sentences]


class PracticeExamples(Frozen):
    """Other wordings of what scenarios give as examples: by scenario, then by the id of the part."""

    kind: Literal["examples"]
    language: Language
    scenarios: Mapping[str, Mapping[str, Sentences]]


class PracticeAgent(Frozen):
    """A manner with the words for it; `examples` take the place of those of the scenario of that id."""

    name: str
    manner: Manner
    words: Mapping[str, Sentences]
    examples: Mapping[str, Mapping[str, Sentences]] = Field(default_factory=dict)


class Worked(Frozen):
    """What a practice agent remembers of the call: the ids of the scenario that they used, and the sentences."""

    asked: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    heard: str = ""
    used: tuple[str, ...] = ()


class Heard(NamedTuple):
    """What the agent gets of the customer: their words and their move, never their state."""

    words: str
    move: Move | None


class Said(NamedTuple):
    """The agent's words, with slots for the names still open, and what they remember after them."""

    text: str
    worked: Worked


class _Filling(NamedTuple):
    """A sentence of the scenario for a slot, and the id of what it is about."""

    id: str
    sentences: tuple[str, ...]


def say(agent: PracticeAgent, scenario: Scenario, heard: Heard, worked: Worked, rng: random.Random) -> Said:
    """The agent's next turn. What the content has no example of is left unsaid; something always is said."""
    manner = agent.manner
    parts = manner.opens if heard.move is None else manner.replies.get(heard.move, manner.otherwise)
    worked = worked.model_copy(update={"heard": f"{worked.heard}\n{heard.words}"})
    sentences: list[str] = []
    for part in parts:
        options = (_sentence(name, agent, scenario, heard, worked, rng) for name in part.split("|"))
        if said := next((one for one in options if one is not None), None):
            sentences.append(said.text)
            worked = said.worked
    return Said(" ".join(sentences) or rng.choice(agent.words[manner.opens[0]]), worked)


def _sentence(
    name: str, agent: PracticeAgent, scenario: Scenario, heard: Heard, worked: Worked, rng: random.Random
) -> Said | None:
    """One sentence of that list, filled; `None` when nothing fits it now."""
    if name not in agent.words:
        return None
    frame = _fresh(agent.words[name], worked, rng)
    slot = next((one for one in SLOTS if f"{{{one}}}" in frame), None)
    if slot is None:
        return Said(frame, _after(worked, frame))
    filling = _filling(slot, agent.manner, scenario, heard, worked)
    if filling is None:
        return None
    sentence = _fresh(filling.sentences, worked, rng)
    return Said(frame.replace(f"{{{slot}}}", sentence), _after(worked, frame, sentence, slot=slot, id=filling.id))


def _fresh(sentences: tuple[str, ...], worked: Worked, rng: random.Random) -> str:
    """One that was not used yet, as long as there is one."""
    return rng.choice([one for one in sentences if one not in worked.used] or sentences)


def _after(worked: Worked, *used: str, slot: Slot | None = None, id: str = "") -> Worked:
    asked = (*worked.asked, id) if slot == "ask" else worked.asked
    offered = (*worked.offered, id) if slot == "offer" else worked.offered
    return worked.model_copy(update={"used": (*worked.used, *used), "asked": asked, "offered": offered})


def _filling(slot: Slot, manner: Manner, scenario: Scenario, heard: Heard, worked: Worked) -> _Filling | None:
    """What the slot is filled with now, if there is anything."""
    found: list[_Filling] = []
    match slot:
        case "ask" if len(worked.asked) < manner.asks:
            facts = sorted(scenario.facts, key=lambda one: not one.identifies)
            told = (one.id for one in facts if any(words in worked.heard for words in one.says))
            known = {*worked.asked, *told}
            found = [_Filling(one.id, one.examples) for one in facts if one.id not in known]
        case "offer":
            found = [_example(scenario, id) for id in scenario.settled_by[0] if id not in worked.offered]
        case "offered":
            found = [_example(scenario, id) for id in reversed(worked.offered)]
        case "answer":
            asked = (one for one in scenario.questions if any(words in heard.words for words in one.asks))
            found = [_Filling(one.id, one.examples) for one in asked]
        case "comfort":
            voiced = (one for one in scenario.doubts if any(words in heard.words for words in one.says))
            found = [_Filling(one.id, one.examples) for one in voiced]
        case "knowledge":
            found = [_Filling("", scenario.knowledge)]
    return next((one for one in found if one.sentences), None)


def _example(scenario: Scenario, id: str) -> _Filling:
    remedy = scenario.remedy(id)
    return _Filling(id, remedy.examples if remedy else ())
