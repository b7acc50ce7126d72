"""The lines of a temperament in a language."""

from typing import Literal

from trainer.domain.moves import MoveLines
from trainer.domain.persona import Temperament
from trainer.domain.values import Frozen, Language


class Lines(Frozen):
    """What a customer of one temperament may say, by move and mood band."""

    kind: Literal["lines"]
    language: Language
    temperament: Temperament
    moves: MoveLines
