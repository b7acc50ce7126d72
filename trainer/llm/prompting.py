"""What the model of the customer is told. Who they are stays the same all call long: it comes first and is cached."""

import re
from collections.abc import Iterator, Sequence

from trainer.domain.moves import Act
from trainer.domain.persona import CustomerState
from trainer.domain.values import Language
from trainer.ports import Message, Moment
from trainer.prompts.render import fenced, phrases, render

FEELINGS = ("anger", "confusion", "hesitation", "trust")


def asked(gist: str, act: Act, moment: Moment) -> tuple[Message, ...]:
    """The messages for one turn. No fact that the customer may not tell yet is in them.

    Each request begins as the one before it did, up to the agent's last words: an endpoint that caches reads only what
    has been said since.
    """
    language = moment.scenario.language
    head = render(language, "customer", persona=moment.persona, scenario=moment.scenario)
    note = render(
        language,
        "moment",
        moods=_new_moods(moment),
        move=phrases(language, "moves")[act.move],
        gist=fenced(gist),
    )
    return (Message(role="system", text=head), *_talk(moment), Message(role="user", text=note))


def _new_moods(moment: Moment) -> list[str]:
    """What has changed since the customer last spoke; their words then show the rest, and are not paid for again."""
    language = moment.scenario.language
    last = next((turn for turn in reversed(moment.turns) if turn.speaker == "customer"), None)
    shown = moods(last.state, language) if last else []
    return [one for one in moods(moment.customer.state, language) if one not in shown]


LONGEST_LOAN = 3
"""Words in a row that a customer may share with their instructions by chance; judgement."""


def instructions(messages: Sequence[Message], gist: str) -> frozenset[tuple[str, ...]]:
    """Every run of words of the instructions that nobody says by chance; the meaning itself is to be said."""
    head, note = messages[0].text, messages[-1].text.replace(fenced(gist), " | ")
    return frozenset(run for part in (head, *note.split("|")) for run in _runs(part))


def recites(text: str, runs: frozenset[tuple[str, ...]]) -> bool:
    """Whether the text tells the instructions."""
    return not runs.isdisjoint(_runs(text))


ECHO = 3
"""Words in a row by which it is seen that a sentence was taken over; shorter ones are everybody's."""


def echoes(sentence: str, heard: str, plain: str) -> bool:
    """Whether most of the sentence was put into the customer's mouth by the agent, and not by what is meant."""
    said, theirs, meant = (_of_length(text, ECHO) for text in (sentence, heard, plain))
    return bool(said) and 2 * len((said & theirs) - meant) >= len(said)


def _of_length(text: str, length: int) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """Runs that are longer than a loan, and short sentences whole."""
    for sentence in re.split(r"[.!?؟\[\]:]+", text.casefold()):
        words = re.findall(r"\w+", sentence)
        if 1 < len(words) <= LONGEST_LOAN:
            yield tuple(words)
        for start in range(len(words) - LONGEST_LOAN):
            yield tuple(words[start : start + LONGEST_LOAN + 1])


def _talk(moment: Moment) -> Iterator[Message]:
    for turn in moment.turns:
        if turn.speaker == "agent":
            yield Message(role="user", text=f"<<{fenced(turn.text)}>>")
        else:
            yield Message(role="assistant", text=turn.text)


def moods(state: CustomerState, language: Language) -> list[str]:
    """How the customer is, in words: what is strong, and whether the agent is trusted."""
    words = phrases(language, "moods")
    strong = [f"{name}_{_band(getattr(state, name))}" for name in FEELINGS[:-1] if getattr(state, name) >= _MID]
    return [words[key] for key in strong or ["anger_low"]] + [words[f"trust_{_band(state.trust)}"]]


_MID, _HIGH = 35, 70


def _band(value: float) -> str:
    return "low" if value < _MID else "mid" if value < _HIGH else "high"
