"""Finding what a model quotes in the words that it was shown: the quote is ours, taken from the original."""

import re

from trainer.prompts.render import MARK

SHORTEST = 2
"""Characters of a quote that can be evidence of anything."""


def original(quote: str, text: str) -> str | None:
    """The exact slice of the text that the quote copies, whatever the fence made of spaces and marks; or `None`."""
    if len(quote.strip()) < SHORTEST:
        return None
    if quote in text:
        return quote
    words = quote.replace(MARK, " ").replace("·", " ").split()
    if not words:
        return None
    found = re.search(r"\W+?".join(re.escape(word) for word in words), text, re.IGNORECASE)
    return found.group() if found else None
