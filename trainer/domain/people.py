"""Who uses First Ring."""

from enum import StrEnum

from trainer.domain.values import Frozen, Language


class Role(StrEnum):
    """What a person does here."""

    TRAINEE = "trainee"
    TRAINER = "trainer"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Person(Frozen):
    """Someone with an account. `language` is the one they last chose; who is `disabled` is not let in.

    `team` is the name of their team, empty for who is in none; they are a team of their own.
    """

    name: str
    role: Role
    language: Language = "en"
    team: str = ""
    disabled: bool = False
