"""Folded text that still knows which slice of the original each of its characters came from."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made comparable; `origins[i]` is where in `original` the folded character `i` stood."""

    original: str
    text: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The slice of the original that the folded slice came from, with the marks that follow its last letter."""
        if start >= end:
            return (0, 0)
        first = self.origins[start]
        last = self.origins[end] if end < len(self.origins) else len(self.original)
        return (first, first + len(self.original[first:last].rstrip()))


def fold(original: str, fold_character: Callable[[str], str]) -> Folded:
    """Fold a text character by character; a character may become none, one or several."""
    pieces: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(original):
        piece = fold_character(character)
        pieces.append(piece)
        origins.extend([index] * len(piece))
    return Folded(original, "".join(pieces), tuple(origins))
