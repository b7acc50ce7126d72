"""The customer's vocabulary of acts, and the lines that word them."""

from collections.abc import Mapping
from enum import StrEnum

from trainer.domain.values import Frozen, Words


class Move(StrEnum):
    """The customer's next act."""

    OPEN = "open"
    ANSWER = "answer"
    DONT_KNOW = "dont_know"
    ALREADY_SAID = "already_said"
    WHY_ASK = "why_ask"
    COMPLAIN = "complain"
    PRESS = "press"
    OBJECT = "object"
    BELITTLED = "belittled"
    PUSHED = "pushed"
    REFUSE = "refuse"
    ASK = "ask"
    UNANSWERED = "unanswered"
    HESITATE = "hesitate"
    DOUBT = "doubt"
    FALTER = "falter"
    MISUNDERSTAND = "misunderstand"
    SOFTEN = "soften"
    GRUMBLE = "grumble"
    WITHHOLD = "withhold"
    CORRECT = "correct"
    BROKEN = "broken"
    SAID_OTHERWISE = "said_otherwise"
    CLAIM = "claim"
    NEWS = "news"
    CONFIRM = "confirm"
    WAIT = "wait"
    RETURNED = "returned"
    CHASE = "chase"
    TALKED_OVER = "talked_over"
    TRANSFERRED = "transferred"
    SUPERVISOR = "supervisor"
    ESCALATED = "escalated"
    WARN = "warn"
    ACCEPT = "accept"
    THANK = "thank"
    FAREWELL = "farewell"
    LEAVE = "leave"


class Band(StrEnum):
    """How strongly the customer's leading feeling shows: under 35, under 70, or from 70 up, of 100."""

    LOW = "low"
    MID = "mid"
    HIGH = "high"


GOODBYES = frozenset({Move.THANK, Move.FAREWELL})
"""How a customer ends a call in peace."""

ENDING_MOVES = GOODBYES | {Move.LEAVE}
"""After one of these the customer puts the phone down."""

SLOTS: Mapping[Move, frozenset[str]] = {
    Move.OPEN: frozenset({"opening"}),
    Move.ANSWER: frozenset({"fact"}),
    Move.ALREADY_SAID: frozenset({"fact"}),
    Move.COMPLAIN: frozenset({"problem", "wish"}),
    Move.PRESS: frozenset({"problem", "wish"}),
    Move.REFUSE: frozenset({"wish"}),
    Move.ASK: frozenset({"question"}),
    Move.UNANSWERED: frozenset({"question"}),
    Move.DOUBT: frozenset({"doubt"}),
    Move.CORRECT: frozenset({"fact"}),
    Move.CLAIM: frozenset({"belief"}),
    Move.NEWS: frozenset({"news"}),
}
"""What a line of a move may be filled with; a move that is not named here takes no slot."""

REQUIRED_SLOTS: Mapping[Move, str] = {
    Move.OPEN: "opening",
    Move.ANSWER: "fact",
    Move.ASK: "question",
    Move.DOUBT: "doubt",
    Move.CORRECT: "fact",
    Move.CLAIM: "belief",
    Move.NEWS: "news",
}
"""The slot without which a line of that move would say nothing."""

MoveLines = Mapping[Move, Mapping[Band, tuple[Words, ...]]]


class Act(Frozen):
    """What the customer does next: a move, and the parts of the scenario it may use."""

    move: Move
    fact: str | None = None
    question: str | None = None
    doubt: str | None = None
    belief: str | None = None
    news: str | None = None
