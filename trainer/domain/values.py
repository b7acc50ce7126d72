"""What every domain value is built from."""

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Language = Literal["en", "ar", "bg"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
"""A text written by a trainer: not blank, at most 2,000 characters."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""A name by which one part of a file refers to another."""

Percent = Annotated[float, Field(ge=0, le=100)]


class Frozen(BaseModel):
    """A value: never changed after it is made, and no field that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Localised(Frozen):
    """One text in each of the three languages."""

    en: Words
    ar: Words
    bg: Words

    def in_(self, language: Language) -> str:
        """The text in that language."""
        match language:
            case "en":
                return self.en
            case "ar":
                return self.ar
            case "bg":
                return self.bg
