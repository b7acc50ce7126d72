"""All that is peculiar to one language, as the embedded adapters use it."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.domain.persona import Temperament
from trainer.domain.values import Language
from trainer.language.cues import Cues
from trainer.language.lines import Lines


@dataclass(frozen=True)
class LanguagePack:
    """The cues of a language and its lines by temperament."""

    language: Language
    cues: Cues
    lines: Mapping[Temperament, Lines]


Packs = Mapping[Language, LanguagePack]
