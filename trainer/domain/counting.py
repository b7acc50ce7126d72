"""Counting the facts of a transcript; what it does not let us know is left out."""

from collections.abc import Mapping
from statistics import fmean

from trainer.domain.codebook import Code
from trainer.domain.customer.reactions import ACKNOWLEDGES, HURTS
from trainer.domain.facts import NEEDS, Fact
from trainer.domain.transcript import Experience, Transcript


def facts_of(transcript: Transcript) -> Mapping[Fact, float]:
    """Every fact that the transcript lets us count; none when the agent said nothing."""
    if not transcript.agent_lines:
        return {}
    found = {**_of_words(transcript), **_of_codes(transcript), **_of_acknowledging(transcript)}
    found |= _of_speaking(transcript)
    if transcript.experience is not None:
        found |= _of_experience(transcript.experience)
    return {fact: value for fact, value in found.items() if fact not in NEEDS or NEEDS[fact] in transcript.known}


def _of_words(transcript: Transcript) -> dict[Fact, float]:
    mine = [line.measures for line in transcript.agent_lines]
    theirs = sum(line.measures.words for line in transcript.lines if line.speaker == "customer")
    words = sum(one.words for one in mine)
    return {
        Fact.AGENT_TURNS: len(mine),
        Fact.TALK_SHARE: words / max(1, words + theirs),
        Fact.WORDS_A_TURN: words / len(mine),
        Fact.WORDS_A_SENTENCE: words / max(1, sum(one.sentences for one in mine)),
        Fact.ASKING_TURNS: fmean(one.questions > 0 for one in mine),
    }


def _of_codes(transcript: Transcript) -> dict[Fact, float]:
    codes = [one.behaviour.code for one in transcript.heard]
    answered = {one.behaviour.about for one in transcript.heard if one.behaviour.code is Code.ANSWERS}
    passed_over = {one.behaviour.about for one in transcript.heard if one.behaviour.code is Code.LEAVES_UNANSWERED}
    return {
        Fact.JARGON: codes.count(Code.USES_JARGON),
        Fact.ASKED_TWICE: codes.count(Code.ASKS_AGAIN),
        Fact.QUESTIONS_ANSWERED: len(answered - {None}),
        Fact.QUESTIONS_LEFT_OPEN: len(passed_over - answered),
        Fact.HOLDS_ASKED_FOR: codes.count(Code.HOLDS),
        Fact.HOLDS_UNASKED: codes.count(Code.HOLDS_UNANNOUNCED),
        Fact.HOLD_SECONDS: sum(one.seconds for one in transcript.heard if one.behaviour.code in _HELD),
        Fact.SILENCES: codes.count(Code.FALLS_SILENT),
        Fact.HURTS: sum(code in HURTS for code in codes),
    }


def _of_speaking(transcript: Transcript) -> dict[Fact, float]:
    spoken = [line.measures for line in transcript.agent_lines if line.measures.seconds > 0]
    if not spoken:
        return {}
    seconds, words = sum(one.seconds for one in spoken), sum(one.words for one in spoken)
    codes = [one.behaviour.code for one in transcript.heard]
    return {
        Fact.RESPONSE_SECONDS: fmean(one.response for one in spoken),
        Fact.PACE: 60 * words / seconds,
        Fact.PAUSE_SHARE: min(1.0, sum(one.pauses for one in spoken) / seconds),
        Fact.OVERLAPS: codes.count(Code.INTERRUPTS),
        Fact.FILLERS_A_100: 100 * sum(one.fillers for one in spoken) / max(1, words),
    }


_HELD = (Code.HOLDS, Code.HOLDS_UNANNOUNCED)


def _of_acknowledging(transcript: Transcript) -> dict[Fact, float]:
    """How long the customer waited, once they had spoken, for a word on what they feel; to the end if it never came."""
    opened = next((line for line in transcript.lines if line.speaker == "customer"), None)
    after = [line for line in transcript.agent_lines if opened is None or line.number > opened.number]
    turns = {one.turn for one in transcript.heard if one.behaviour.code in ACKNOWLEDGES}
    place = next((at for at, line in enumerate(after, 1) if line.number in turns), None)
    found: dict[Fact, float] = {Fact.TURNS_TO_ACKNOWLEDGE: place or len(after) + 1}
    until = (after[place - 1] if place else transcript.lines[-1]).at
    began = (opened or transcript.lines[0]).at
    if until is not None and began is not None:
        found[Fact.SECONDS_TO_ACKNOWLEDGE] = max(0.0, until - began)
    return found


def _of_experience(experience: Experience) -> dict[Fact, float]:
    """A share of nothing is no share."""
    found: dict[Fact, float] = {
        Fact.ACKNOWLEDGEMENTS: experience.acknowledged,
        Fact.TRUST_GAINED: experience.trust_gained,
        Fact.ANGER_FALLEN: experience.anger_fallen,
        Fact.QUESTIONS_ASKED: experience.questions,
        Fact.DOUBTS_VOICED: experience.doubts,
        Fact.RESOLVED: experience.resolved,
    }
    if experience.questions:
        found[Fact.ANSWERED_SHARE] = experience.answered / experience.questions
    if experience.doubts:
        found[Fact.DOUBTS_MET_SHARE] = experience.doubts_met / experience.doubts
    return found
