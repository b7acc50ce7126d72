"""Who uses First Ring, and whose things they may see."""

from enum import StrEnum

from trainer.domain.values import Frozen, Language


class Role(StrEnum):
    """What a person does here."""

    TRAINEE = "trainee"
    TRAINER = "trainer"
    MANAGER = "manager"


class Person(Frozen):
    """Someone with an account. `language` is the one they last chose; who is `disabled` is not let in.

    `team` is the name of their team, empty for who is in none.
    """

    name: str
    role: Role
    language: Language = "en"
    team: str = ""
    disabled: bool = False


def may_read(person: Person, owner: str) -> bool:
    """Whether they may read a call or a scorecard of that trainee."""
    return person.name == owner or person.role is not Role.TRAINEE
