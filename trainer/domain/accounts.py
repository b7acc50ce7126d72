"""What is done to accounts, and the invitations that open them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from trainer.domain.people import Role
from trainer.domain.values import Frozen, Language

SHORTEST_PASSWORD = 10
"""Characters; NIST SP 800-63B asks for at least eight and for no rule but length."""
LONGEST_PASSWORD = 200
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=r"^[^\x00-\x1f<>/]+$")
]
Team = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60, pattern=r"^[^\x00-\x1f<>]*$")]


class NewPerson(Frozen):
    """Somebody who is to have an account."""

    name: Name
    role: Role = Role.TRAINEE
    team: Team = ""
    language: Language = "en"


class Changed(Frozen):
    """What an account was changed to."""

    kind: Literal["added", "changed"]
    role: Role
    team: str
    disabled: bool


class PasswordSet(Frozen):
    """A person has another password now; `reset` when somebody else made it so."""

    kind: Literal["password"] = "password"
    reset: bool = False


class Invited(Frozen):
    """Whoever opens the link until then may choose the password of that person."""

    kind: Literal["invited"] = "invited"
    name: str
    until: datetime


class Accepted(Frozen):
    """The link has been used, or taken back."""

    kind: Literal["accepted", "withdrawn"] = "accepted"


AccountAct = Annotated[Changed | PasswordSet, Field(discriminator="kind")]
InvitationAct = Annotated[Invited | Accepted, Field(discriminator="kind")]
