"""A customer's words cut into what is spoken in one breath, so that the first sound does not wait for the last word."""

import re

SHORTEST = 12
"""Characters under which a clause is spoken together with the next one; a lone "Yes," sounds chopped."""
_BREATH = re.compile(r"(?<=[.!?؟…;؛])\s+|(?<=[,،:–—])\s+")


def clauses(text: str) -> tuple[str, ...]:
    """The clauses in order; joined by spaces they are the text again."""
    found: list[str] = []
    for piece in _BREATH.split(text.strip()):
        if found and len(found[-1]) < SHORTEST:
            found[-1] = f"{found[-1]} {piece}"
        elif piece:
            found.append(piece)
    return tuple(found)


def heard_part(text: str, share: float) -> str:
    """The words of a text that were heard when that share of its sound, 0-1, had been played."""
    words = text.split()
    return " ".join(words[: int(len(words) * min(1.0, max(0.0, share)))])
