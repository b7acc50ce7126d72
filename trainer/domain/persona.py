"""Who the customer is."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from trainer.domain.codebook import Code
from trainer.domain.moves import MoveLines
from trainer.domain.values import Frozen, Language, Percent, Words

Temperament = Literal["angry", "confused", "hesitant"]
Factor = Annotated[float, Field(ge=0, le=3)]


class CustomerState(Frozen):
    """How the customer is, each from 0 (not at all) to 100."""

    anger: Percent
    confusion: Percent
    hesitation: Percent
    trust: Percent
    patience: Percent


class Dynamics(Frozen):
    """How fast this customer's state moves: 1 is the usual pace, 0 never, 3 three times as fast."""

    anger_rises: Factor = 1.0
    anger_falls: Factor = 1.0
    confusion_rises: Factor = 1.0
    confusion_falls: Factor = 1.0
    hesitation_rises: Factor = 1.0
    hesitation_falls: Factor = 1.0
    trust_rises: Factor = 1.0
    trust_falls: Factor = 1.0
    patience_spends: Factor = 1.0


class VoiceProfile(Frozen):
    """How the customer sounds."""

    sex: Literal["female", "male"]
    age: Literal["young", "adult", "old"] = "adult"


class Persona(Frozen):
    """A customer: temperament, language, way of speaking, what sets them off and what calms them."""

    kind: Literal["persona"]
    language: Language
    name: Words
    full_name: Words
    also_called: tuple[Words, ...] = ()
    temperament: Temperament
    difficulty: Annotated[int, Field(ge=1, le=5)]
    summary: Words
    dialect: Words
    voice: VoiceProfile
    starts: CustomerState
    dynamics: Dynamics = Dynamics()
    accepts_at_anger: Percent = 45
    triggers: Mapping[Code, Factor] = Field(default_factory=dict)
    soothers: Mapping[Code, Factor] = Field(default_factory=dict)
    says_name: Annotated[tuple[Words, ...], Field(min_length=1)]
    lines: MoveLines = Field(default_factory=dict)
