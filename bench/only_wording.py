"""Models of which only the one that words is used."""

from collections.abc import Callable

from trainer.domain.values import Language
from trainer.language.codebook import Codebook
from trainer.ports import Guard, Judge, Reader, Voice


class OnlyWording:
    """Words by this; reads and judges as embedded."""

    def __init__(self, make: Callable[[Voice, Guard], Voice]) -> None:
        self._make = make

    def wording(self, authored: Voice, guard: Guard) -> Voice:
        """What this makes of the authored voice."""
        return self._make(authored, guard)

    def second_reader(self, codebook: Callable[[Language], Codebook]) -> Reader | None:
        """None, whatever the codebook."""
        del codebook
        return None

    def judging(self, embedded: Judge) -> Judge:
        """The embedded judge."""
        return embedded
