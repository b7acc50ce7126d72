"""All that is peculiar to one language, as the embedded adapters use it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from trainer.domain.codebook import Code
from trainer.domain.persona import Temperament
from trainer.domain.values import Language
from trainer.language.cues import Cues
from trainer.language.lines import Lines
from trainer.language.matching import CueIndex


@dataclass(frozen=True)
class LanguagePack:
    """The cues of a language and its lines by temperament."""

    language: Language
    cues: Cues
    lines: Mapping[Temperament, Lines]

    @cached_property
    def index(self) -> CueIndex[Code]:
        """The cues of every code, ready to be sought."""
        labelled = ((code, cue) for code, cues in self.cues.codes.items() for cue in cues)
        return CueIndex(labelled, self.language)


Packs = Mapping[Language, LanguagePack]
