"""Quoting turns of a transcript."""

from trainer.domain.scorecard import Evidence
from trainer.domain.transcript import Line, Transcript

LONGEST_QUOTE = 240
"""Characters that an excerpt of a turn quotes at most."""


def excerpt(line: Line) -> Evidence:
    """The beginning of a turn, as a quote."""
    text = line.text.strip()
    if len(text) <= LONGEST_QUOTE:
        return Evidence(turn=line.number, quote=text)
    return Evidence(turn=line.number, quote=text[:LONGEST_QUOTE].rsplit(maxsplit=1)[0].rstrip())


def preceding(evidence: tuple[Evidence, ...], transcript: Transcript) -> tuple[Evidence, ...]:
    """What the customer had just said before each quoted turn."""
    found: dict[Evidence, None] = {}
    for quote in evidence:
        before = [
            line
            for line in transcript.lines
            if line.speaker == "customer" and line.number < quote.turn and line.text.strip()
        ]
        if before:
            found[excerpt(before[-1])] = None
    return tuple(found)
