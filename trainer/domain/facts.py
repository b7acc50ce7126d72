"""The names of what is counted in a call, and what must be known of the call for it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

Need = Literal["scenario", "timing", "events", "record", "voice"]
"""What must be known of a call, besides its words, before something can be judged; the record is the customer's own."""


class Fact(StrEnum):
    """Something counted. Shares are 0-1, times are seconds, trust and anger points of 100, the rest are counts.

    Pace is words a minute of speaking; fillers are counted in a hundred words. No feeling is read from a voice.
    """

    AGENT_TURNS = "agent_turns"
    TALK_SHARE = "talk_share"
    WORDS_A_TURN = "words_a_turn"
    WORDS_A_SENTENCE = "words_a_sentence"
    ASKING_TURNS = "asking_turns"
    JARGON = "jargon"
    ASKED_TWICE = "asked_twice"
    QUESTIONS_ANSWERED = "questions_answered"
    QUESTIONS_LEFT_OPEN = "questions_left_open"
    HOLDS_ASKED_FOR = "holds_asked_for"
    HOLDS_UNASKED = "holds_unasked"
    HOLD_SECONDS = "hold_seconds"
    SILENCES = "silences"
    TURNS_TO_ACKNOWLEDGE = "turns_to_acknowledge"
    SECONDS_TO_ACKNOWLEDGE = "seconds_to_acknowledge"
    HURTS = "hurts"
    ACKNOWLEDGEMENTS = "acknowledgements"
    TRUST_GAINED = "trust_gained"
    ANGER_FALLEN = "anger_fallen"
    QUESTIONS_ASKED = "questions_asked"
    ANSWERED_SHARE = "answered_share"
    DOUBTS_VOICED = "doubts_voiced"
    DOUBTS_MET_SHARE = "doubts_met_share"
    RESOLVED = "resolved"
    RESPONSE_SECONDS = "response_seconds"
    PACE = "pace"
    PAUSE_SHARE = "pause_share"
    OVERLAPS = "overlaps"
    FILLERS_A_100 = "fillers_a_100"


NEEDS: Mapping[Fact, Need] = {
    Fact.ASKED_TWICE: "scenario",
    Fact.QUESTIONS_ANSWERED: "scenario",
    Fact.QUESTIONS_LEFT_OPEN: "scenario",
    Fact.HOLDS_ASKED_FOR: "events",
    Fact.HOLDS_UNASKED: "events",
    Fact.HOLD_SECONDS: "events",
    Fact.SILENCES: "events",
    Fact.SECONDS_TO_ACKNOWLEDGE: "timing",
    Fact.ACKNOWLEDGEMENTS: "record",
    Fact.TRUST_GAINED: "record",
    Fact.ANGER_FALLEN: "record",
    Fact.QUESTIONS_ASKED: "record",
    Fact.ANSWERED_SHARE: "record",
    Fact.DOUBTS_VOICED: "record",
    Fact.DOUBTS_MET_SHARE: "record",
    Fact.RESOLVED: "record",
    Fact.RESPONSE_SECONDS: "voice",
    Fact.PACE: "voice",
    Fact.PAUSE_SHARE: "voice",
    Fact.OVERLAPS: "voice",
    Fact.FILLERS_A_100: "voice",
}
"""Facts that the words alone do not give."""
