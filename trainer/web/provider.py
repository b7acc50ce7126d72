"""Who else may vouch for people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID provider: its address, what we are called there, and which of its claims is somebody's name with us."""

    issuer: str
    client: str
    secret: str
    claim: str = "preferred_username"
