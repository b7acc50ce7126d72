"""Folded text that still knows which slice of the original each of its characters came from."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made comparable; `origins[i]` is where in `original` the folded character `i` stood."""

    original: str
    text: str
    origins: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The slice of the original that the folded slice came from, with the marks that follow its last letter."""
        if start >= end:
            return (0, 0)
        first = self.origins[start]
        last = self.origins[end] if end < len(self.origins) else len(self.original)
        return (first, first + len(self.original[first:last].rstrip()))


def folded_from(original: str, pieces: Sequence[str]) -> Folded:
    """A text and what each of its characters folds into, which may be nothing, one letter or several."""
    text = "".join(pieces)
    if set(map(len, pieces)) <= {1}:
        # Most texts fold letter by letter; then nothing needs to be remembered.
        return Folded(original, text, range(len(original)))
    return Folded(original, text, tuple(index for index, piece in enumerate(pieces) for _ in piece))
