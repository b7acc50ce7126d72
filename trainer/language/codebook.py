"""What each behaviour means, in the words of one language: for people who read, label and contest."""

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import model_validator

from trainer.domain.codebook import EVENT_CODES, Code
from trainer.domain.values import Frozen, Language, Words


class Entry(Frozen):
    """One behaviour; what an event shows has no examples, and nor has what is counted."""

    name: Words
    means: Words
    examples: tuple[Words, ...] = ()
    counter_examples: tuple[Words, ...] = ()


class Codebook(Frozen):
    """Every code of the codebook, explained."""

    kind: Literal["codebook"]
    language: Language
    codes: Mapping[Code, Entry]

    @model_validator(mode="after")
    def _explains_every_code(self) -> Self:
        if missing := sorted(set(Code) - set(self.codes)):
            raise ValueError(f"codes without an entry: {', '.join(missing)}")
        bare = sorted(code for code, entry in self.codes.items() if not entry.examples and code not in _WITHOUT_WORDS)
        if bare:
            raise ValueError(f"codes without an example: {', '.join(bare)}")
        return self


_WITHOUT_WORDS = EVENT_CODES | {Code.LONG_WINDED}
"""Codes that no short example could show."""
