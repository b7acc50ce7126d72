"""How much each behaviour moves the customer: tuning data, scaled by the persona.

Sources: "support strategies" names the customer-support strategies that COPC-based dialogue studies code (emotional
management, problem solving, information delivery); "de-escalation" the consensus of de-escalation models (listen,
acknowledge, agree, act); "judgement" is our own.
"""

from collections.abc import Mapping
from typing import NamedTuple

from trainer.domain.codebook import Behaviour, Code


class Reaction(NamedTuple):
    """Points on the 0-100 scales that one sight of the behaviour adds."""

    anger: float = 0
    confusion: float = 0
    hesitation: float = 0
    trust: float = 0
    patience: float = 0
    source: str = "judgement"


REACTIONS: Mapping[Code, Reaction] = {
    Code.GREETS: Reaction(trust=2),
    Code.GIVES_NAME: Reaction(trust=2),
    Code.USES_NAME: Reaction(trust=2),
    Code.NAMES_FEELING: Reaction(trust=6, patience=3, source="de-escalation"),
    Code.APOLOGISES: Reaction(trust=1),
    Code.TAKES_OWNERSHIP: Reaction(trust=7, patience=4, source="support strategies"),
    Code.LISTENS: Reaction(trust=3, hesitation=-2, patience=2, source="de-escalation"),
    Code.GIVES_TIME: Reaction(confusion=-3, hesitation=-10, trust=4),
    Code.REASSURES: Reaction(confusion=-3, hesitation=-3, trust=2),
    Code.ASKS: Reaction(trust=1, patience=-1),
    Code.ASKS_AGAIN: Reaction(anger=8, trust=-4, patience=-8),
    Code.ASKS_IRRELEVANT: Reaction(anger=10, confusion=6, hesitation=5, trust=-5, patience=-8),
    Code.CHECKS_UNDERSTANDING: Reaction(confusion=-9, trust=3, source="support strategies"),
    Code.SUMMARISES: Reaction(confusion=-7, hesitation=-2, trust=4, source="support strategies"),
    Code.EXPLAINS: Reaction(confusion=-11, hesitation=-4, trust=3, source="support strategies"),
    Code.ANSWERS: Reaction(confusion=-6, hesitation=-6, trust=5, patience=2),
    Code.MEETS_DOUBT: Reaction(hesitation=-18, trust=6),
    Code.OFFERS: Reaction(hesitation=-5, trust=6, patience=4, source="support strategies"),
    Code.REFUSES: Reaction(anger=10, hesitation=4, trust=-6, patience=-6),
    Code.PROMISES: Reaction(trust=1),
    Code.GIVES_NEXT_STEP: Reaction(confusion=-6, hesitation=-3, trust=3, patience=2, source="support strategies"),
    Code.GIVES_DATE: Reaction(hesitation=-4, trust=3),
    Code.USES_JARGON: Reaction(anger=4, confusion=14, hesitation=4, trust=-3),
    Code.LONG_WINDED: Reaction(anger=4, confusion=10, patience=-5),
    Code.MANY_QUESTIONS: Reaction(anger=3, confusion=8, patience=-3),
    Code.RECITES_FORMULA: Reaction(anger=5, trust=-4, patience=-3),
    Code.LEAVES_UNANSWERED: Reaction(anger=6, confusion=4, hesitation=4, trust=-4, patience=-6),
    Code.DISMISSES: Reaction(anger=16, confusion=3, hesitation=6, trust=-10, patience=-10, source="de-escalation"),
    Code.BLAMES: Reaction(anger=16, hesitation=6, trust=-12, patience=-10, source="de-escalation"),
    Code.ARGUES: Reaction(anger=12, confusion=3, trust=-8, patience=-8, source="de-escalation"),
    Code.INSULTS: Reaction(anger=25, hesitation=10, trust=-25, patience=-25),
    Code.THREATENS: Reaction(anger=18, hesitation=10, trust=-20, patience=-20),
    Code.PRESSURES: Reaction(anger=8, hesitation=14, trust=-8, patience=-6),
    Code.SELLS: Reaction(anger=12, hesitation=8, trust=-8, patience=-8),
    Code.OWN_TROUBLES: Reaction(anger=6, trust=-4, patience=-5),
    Code.BREACHES_CONFIDENTIALITY: Reaction(trust=-3),
    Code.MISSTATES: Reaction(anger=5, confusion=6, trust=-6, patience=-3),
    Code.CONTRADICTS: Reaction(anger=8, confusion=8, hesitation=8, trust=-8, patience=-4),
    Code.HOLDS: Reaction(anger=4, patience=-8),
    Code.HOLDS_UNANNOUNCED: Reaction(anger=12, trust=-5, patience=-14),
    Code.FALLS_SILENT: Reaction(anger=6, hesitation=3, patience=-8),
    Code.INTERRUPTS: Reaction(anger=9, hesitation=4, trust=-4, patience=-6, source="de-escalation"),
    Code.TRANSFERS: Reaction(anger=14, confusion=5, trust=-8, patience=-14),
    Code.ESCALATES: Reaction(anger=-6, trust=4, patience=4),
}

ACKNOWLEDGES = frozenset({Code.NAMES_FEELING, Code.TAKES_OWNERSHIP})
"""What shows that the feeling was heard. A bare apology does not: of 3,512 real openers with a strong word, those who
wrote again were positive in 11-12 %, whether the agent had apologised or not."""

HELPS = frozenset(
    {Code.ASKS, Code.OFFERS, Code.GIVES_NEXT_STEP, Code.GIVES_DATE, Code.ANSWERS, Code.MEETS_DOUBT, Code.EXPLAINS}
)
"""What does something about the matter, or at least lets nobody say that nothing was done."""


def helpful(behaviours: tuple[Behaviour, ...]) -> bool:
    """Whether the matter was moved on; a question only does that when it asks for something that bears on it."""
    return any(one.code in HELPS and (one.code is not Code.ASKS or one.about) for one in behaviours)


TELLS = (
    Code.OFFERS,
    Code.GIVES_NEXT_STEP,
    Code.GIVES_DATE,
    Code.EXPLAINS,
    Code.ANSWERS,
    Code.MEETS_DOUBT,
    Code.SUMMARISES,
)
"""What tells a customer something."""

CONFUSES = frozenset({Code.USES_JARGON, Code.LONG_WINDED, Code.MANY_QUESTIONS})
"""What takes the clarity out of whatever else the turn explains."""

HURTS = frozenset(
    {
        Code.DISMISSES,
        Code.BLAMES,
        Code.ARGUES,
        Code.INSULTS,
        Code.THREATENS,
        Code.SELLS,
        Code.PRESSURES,
        Code.OWN_TROUBLES,
    }
)
"""What a customer takes personally."""

ATTACKS = frozenset({Code.INSULTS, Code.THREATENS, Code.BLAMES, Code.ARGUES})
"""What is aimed at the customer; the other hurts play them down or push them."""

ABUSE = frozenset({Code.INSULTS, Code.THREATENS})
"""What sends a customer to the agent's superior, the second time at the latest."""

CALMING_STEP = 15.0
"""Anger that one turn takes away when the feeling has been acknowledged and something is done about the matter."""

CORRECTED = Reaction(anger=-4, confusion=-6, hesitation=-6, trust=5)
"""What it does to be shown, once, that what one believed is not so."""

WITHDRAWN = Reaction(anger=14, hesitation=8, trust=-15, patience=-10)
"""What it does when a remedy that was announced is refused after all."""

TRANSFERRED_AGAIN = 1.5
"""How much harder the second transfer strikes, and every further one."""

SATED = (70.0, 85.0, 100.0)
"""The trust that can be won by an agent who has acknowledged the feeling never, once, or more often: competence alone
wins no heart. A gain is scaled by what is missing of it, and doubled, so that trust is won ever more slowly."""

AFTERWARDS = 0.5
"""What share of that step is left once the full remedy stands: the time for it was before."""

HABIT = 0.4
"""What share of its trust a behaviour wins from the second time on: what is shown again is no news."""

ALWAYS_NEW = frozenset({Code.ASKS, Code.ANSWERS, Code.MEETS_DOUBT})
"""What is about something else every time."""

SETTLING_STEP = 10.0
"""Anger that the announcement of a full remedy takes away, acknowledged or not."""

FIRST_APOLOGY = 2.0
"""Anger that the first apology takes away; the next ones take none."""

STALLED = 4.0
"""Anger that a turn adds in which nothing was acknowledged and nothing done."""

WINDOW = 3
"""For how many agent turns an acknowledgement and a helping act count together."""

REBOUND = 1.25
"""How much harder a hurt strikes a customer who had begun to calm down."""

TURN_COST = 2.0
"""Patience that every agent turn costs."""

STALLED_COST = 7.0
"""Patience that a turn without help costs besides."""

HOLD_COST_PER_SECOND = 0.15
"""Patience and anger that a second on hold costs beyond the first thirty."""
