"""The embedded judge: a level is where the criterion starts, moved by what was coded in the agent's turns."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from trainer.domain.bearing import beyond_judging
from trainer.domain.codebook import Code
from trainer.domain.counting import facts_of
from trainer.domain.facts import Fact
from trainer.domain.quoting import excerpt, preceding
from trainer.domain.rubric import Criterion, Indicator
from trainer.domain.scorecard import Evidence, Outcome, Reasoning, Scored
from trainer.domain.transcript import Heard, Transcript
from trainer.ports import Judgement

MOST_QUOTES = 4
"""Quotes that one criterion shows; more would not be read."""


class EmbeddedJudge:
    """Counts, and explains by counting."""

    name = "embedded"

    def judge(self, criteria: Sequence[Criterion], transcript: Transcript) -> Judgement:
        """The outcomes, the same for the same transcript."""
        facts = facts_of(transcript)
        return Judgement(outcomes=tuple(_outcome(one, transcript, facts) for one in criteria), by=self.name)


def _outcome(criterion: Criterion, transcript: Transcript, facts: Mapping[Fact, float]) -> Outcome:
    if (beyond := beyond_judging(criterion, transcript)) is not None:
        return beyond
    counted = [_count(index, one, transcript, facts) for index, one in enumerate(criterion.indicators)]
    points = sum(one.points for one in counted)
    level = min(criterion.top, max(1, math.floor(criterion.starts_at + points + 0.5)))
    evidence = _evidence(counted, transcript)
    return Scored(
        level=level,
        evidence=evidence,
        about=preceding(evidence, transcript),
        because=tuple(one.reasoning for one in counted if one.points),
    )


class _Counted(NamedTuple):
    """What one indicator came to, and where."""

    number: int
    times: int = 0
    points: float = 0.0
    value: float | None = None
    quotes: tuple[Evidence, ...] = ()

    @property
    def reasoning(self) -> Reasoning:
        value = None if self.value is None else round(self.value, 3)
        return Reasoning(indicator=self.number, times=self.times, value=value, points=round(self.points, 3))


def _count(index: int, indicator: Indicator, transcript: Transcript, facts: Mapping[Fact, float]) -> _Counted:
    if not transcript.known.issuperset(indicator.needs):
        return _Counted(index)
    if indicator.fact is not None:
        return _of_fact(index, indicator, facts.get(indicator.fact), (_where_due(transcript),))
    hits = [one for one in transcript.heard if one.behaviour.code is indicator.behaviour]
    if indicator.absent:
        return _Counted(index) if hits else _Counted(index, 1, indicator.adds, quotes=(_where_due(transcript),))
    if indicator.alongside:
        hits = [one for one in hits if one.turn in _beside(indicator.alongside, transcript)]
    turns = {one.turn: one for one in reversed(hits)}
    quotes = tuple(_quote(one, transcript) for _, one in sorted(turns.items()))
    if indicator.of_turns:
        return _of_fact(index, indicator, len(turns) / len(transcript.agent_lines), quotes)
    times = min(len(turns), indicator.up_to)
    return _Counted(index, times, times * indicator.adds, quotes=quotes)


def _beside(codes: tuple[Code, ...], transcript: Transcript) -> set[int]:
    """The agent's turns that show one of the codes, and the next turn of theirs after each."""
    mine = [line.number for line in transcript.agent_lines]
    showing = {one.turn for one in transcript.heard if one.behaviour.code in codes}
    return showing | {later for earlier, later in pairwise(mine) if earlier in showing}


def _of_fact(index: int, indicator: Indicator, value: float | None, quotes: tuple[Evidence, ...]) -> _Counted:
    if value is None or not (reach := indicator.reach(value)):
        return _Counted(index)
    return _Counted(index, 1, reach * indicator.adds, value, quotes)


def _quote(heard: Heard, transcript: Transcript) -> Evidence:
    """The words that were coded; an event has none, so the agent's turn before it stands for it."""
    quote = heard.behaviour.quote.strip()
    if quote:
        return Evidence(turn=heard.turn, quote=quote)
    before = [line for line in transcript.agent_lines if line.number <= heard.turn]
    return excerpt(before[-1] if before else transcript.agent_lines[0])


def _evidence(counted: Iterable[_Counted], transcript: Transcript) -> tuple[Evidence, ...]:
    """What moved the level most comes first; where nothing did, the turn in which it was due."""
    strongest = sorted(counted, key=lambda one: -abs(one.points))
    quotes = dict.fromkeys(quote for one in strongest if one.points for quote in one.quotes)
    chosen = list(quotes)[:MOST_QUOTES] or [_where_due(transcript)]
    return tuple(sorted(chosen, key=lambda quote: quote.turn))


def _where_due(transcript: Transcript) -> Evidence:
    """The agent's first turn after the customer has said anything, or else their first."""
    opened = next((line.number for line in transcript.lines if line.speaker == "customer"), 0)
    after = [line for line in transcript.agent_lines if line.number > opened]
    return excerpt(after[0] if after else transcript.agent_lines[0])
