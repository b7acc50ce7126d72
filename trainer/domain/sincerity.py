"""Kind words that are worth nothing: recited all at once, ticked off, or said before."""

from trainer.domain.codebook import Behaviour, Code

SYMPATHY = frozenset({Code.APOLOGISES, Code.NAMES_FEELING, Code.REASSURES})
"""What wears out when the same words are used again."""
KINDNESS = SYMPATHY | {
    Code.TAKES_OWNERSHIP,
    Code.LISTENS,
    Code.GIVES_TIME,
    Code.CHECKS_UNDERSTANDING,
    Code.THANKS,
}
VOID = KINDNESS | {Code.UNDERSTANDS}
"""What a recital is worth nothing for; words of understanding come with a named feeling and count once with it."""
CRAMMED = 5
"""Different kindnesses from which a turn is a recital; a warm and busy turn of a good agent shows three; judgement."""
CURT_FROM, CURT = 3, 3
"""So many of them with fewer than so many words each are ticked off, not said; judgement."""


def uncrammed(found: list[Behaviour], words: int) -> list[Behaviour]:
    """A turn that unloads every kindness at once recites: none of them is meant for this customer."""
    shown = len({one.code for one in found} & KINDNESS)
    if shown < CRAMMED and not (shown >= CURT_FROM and words < shown * CURT):
        return found
    return [one.model_copy(update={"code": Code.RECITES_FORMULA}) if one.code in VOID else one for one in found]


def worn(behaviour: Behaviour, formulas: frozenset[str]) -> Behaviour:
    """Words of sympathy that were used before are a formula."""
    if behaviour.code in SYMPATHY and behaviour.quote.casefold() in formulas:
        return behaviour.model_copy(update={"code": Code.RECITES_FORMULA})
    return behaviour
