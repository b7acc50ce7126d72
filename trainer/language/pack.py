"""All that is peculiar to one language, as the embedded adapters use it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from trainer.domain.codebook import Code
from trainer.domain.persona import Temperament
from trainer.domain.text import Folded
from trainer.domain.values import Language
from trainer.language.cues import Cues
from trainer.language.durations import TimeWords
from trainer.language.folding import fold
from trainer.language.guard import GuardCues
from trainer.language.lines import Lines
from trainer.language.matching import CueIndex
from trainer.language.weights import Scale, Weights

CODES = "codes"


@dataclass(frozen=True)
class LanguagePack:
    """The cues of a language, those of its guard, its lines by temperament and its weights by what they measure."""

    language: Language
    cues: Cues
    guard: GuardCues
    lines: Mapping[Temperament, Lines]
    weights: Mapping[str, Weights] = field(default_factory=dict)

    @cached_property
    def index(self) -> CueIndex[Code]:
        """The cues of every code, ready to be sought."""
        labelled = ((code, cue) for code, cues in self.cues.codes.items() for cue in cues)
        return CueIndex(labelled, self.language)

    @cached_property
    def time_words(self) -> TimeWords:
        """How lengths of time are told."""
        return TimeWords(self.cues.durations, self.language)

    def forged_from(self, folded: Folded) -> int | None:
        """Where in the folded text somebody's name and a colon begin a part that is not the agent's own."""
        found = self._speakers.search(folded.text)
        return found.start() if found else None

    @cached_property
    def _speakers(self) -> re.Pattern[str]:
        names = "|".join(re.escape(fold(name, self.language).text) for name in self.cues.speakers)
        return re.compile(rf"(?:^|[\n.!?؟>|])[^\w\n.!?؟]*(?:{names})\s*:")

    @property
    def codes(self) -> Weights | None:
        """The weights of the codes, where the language has them."""
        return self.weights.get(CODES)

    def weighs(self, code: Code) -> bool:
        """Whether the weights decide on a code."""
        return self.codes is not None and code in self.codes.labels

    @cached_property
    def manners(self) -> tuple[str, ...]:
        """What else the language has weights for: disrespect, politeness."""
        return tuple(sorted(name for name in self.weights if name != CODES))

    def weigh(self, measure: str, words: Sequence[str], extras: Iterable[str] = ()) -> list[float]:
        """The scores of a text by one of the weights; above 0 where a label holds."""
        return self._scales[measure].scores(words, extras)

    @cached_property
    def _scales(self) -> Mapping[str, Scale]:
        return {name: Scale(weights) for name, weights in self.weights.items()}


Packs = Mapping[Language, LanguagePack]
