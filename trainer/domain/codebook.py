"""The closed vocabulary of what an agent does in a turn: the customer reacts to it and the grader cites it."""

from enum import StrEnum

from trainer.domain.values import Frozen


class Code(StrEnum):
    """One behaviour of the codebook. The last group is read from events, never from words."""

    GREETS = "greets"
    GIVES_NAME = "gives_name"
    USES_NAME = "uses_name"
    THANKS = "thanks"
    CLOSES = "closes"

    NAMES_FEELING = "names_feeling"
    APOLOGISES = "apologises"
    TAKES_OWNERSHIP = "takes_ownership"
    LISTENS = "listens"
    GIVES_TIME = "gives_time"
    REASSURES = "reassures"
    UNDERSTANDS = "understands"
    SHARES = "shares"
    BRIGHTENS = "brightens"
    ADVISES = "advises"

    ASKS = "asks"
    ASKS_AGAIN = "asks_again"
    ASKS_IRRELEVANT = "asks_irrelevant"
    ASKS_HOLD = "asks_hold"
    CHECKS_UNDERSTANDING = "checks_understanding"
    SUMMARISES = "summarises"

    EXPLAINS = "explains"
    ANSWERS = "answers"
    MEETS_DOUBT = "meets_doubt"
    OFFERS = "offers"
    REFUSES = "refuses"
    PROMISES = "promises"
    GIVES_NEXT_STEP = "gives_next_step"
    GIVES_DATE = "gives_date"

    USES_JARGON = "uses_jargon"
    LONG_WINDED = "long_winded"
    MANY_QUESTIONS = "many_questions"
    RECITES_FORMULA = "recites_formula"
    LEAVES_UNANSWERED = "leaves_unanswered"

    DISMISSES = "dismisses"
    BLAMES = "blames"
    ARGUES = "argues"
    INSULTS = "insults"
    THREATENS = "threatens"
    PRESSURES = "pressures"
    SELLS = "sells"
    OWN_TROUBLES = "own_troubles"
    PROMISES_FORBIDDEN = "promises_forbidden"
    BREACHES_CONFIDENTIALITY = "breaches_confidentiality"
    MISSTATES = "misstates"
    CONTRADICTS = "contradicts"

    HOLDS = "holds"
    HOLDS_UNANNOUNCED = "holds_unannounced"
    FALLS_SILENT = "falls_silent"
    INTERRUPTS = "interrupts"
    TRANSFERS = "transfers"
    ESCALATES = "escalates"


EVENT_CODES = frozenset(
    {Code.HOLDS, Code.HOLDS_UNANNOUNCED, Code.FALLS_SILENT, Code.INTERRUPTS, Code.TRANSFERS, Code.ESCALATES}
)
"""Codes that an event shows; no words are read for them."""


FROM_WORDS = frozenset(
    {
        Code.GREETS,
        Code.GIVES_NAME,
        Code.USES_NAME,
        Code.THANKS,
        Code.CLOSES,
        Code.NAMES_FEELING,
        Code.APOLOGISES,
        Code.TAKES_OWNERSHIP,
        Code.LISTENS,
        Code.GIVES_TIME,
        Code.REASSURES,
        Code.UNDERSTANDS,
        Code.SHARES,
        Code.BRIGHTENS,
        Code.ADVISES,
        Code.ASKS,
        Code.ASKS_HOLD,
        Code.CHECKS_UNDERSTANDING,
        Code.SUMMARISES,
        Code.EXPLAINS,
        Code.PROMISES,
        Code.GIVES_NEXT_STEP,
        Code.GIVES_DATE,
        Code.USES_JARGON,
        Code.RECITES_FORMULA,
        Code.DISMISSES,
        Code.BLAMES,
        Code.ARGUES,
        Code.PRESSURES,
        Code.SELLS,
        Code.OWN_TROUBLES,
    }
)
"""Codes that a turn's words show of themselves. Not among them: what takes the scenario or the size of a turn to tell,
and what fails a call outright (an insult, a threat), which no second reader may do on its word alone."""


class Behaviour(Frozen):
    """A code seen in one agent turn, with the exact slice of the turn it was read from.

    `about` names the scenario's fact, remedy, question, doubt or belief that it concerns, where there is one. An event
    code quotes nothing: its span is empty.
    """

    code: Code
    quote: str
    start: int
    end: int
    about: str | None = None
