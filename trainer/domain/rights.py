"""Who may do what to whose things: one declared matrix, and the questions that are put to it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from trainer.domain.call import Header
from trainer.domain.people import Person, Role

Reach = Literal["own", "team", "all"]
"""Whose things: one's own, those of one's team and never one's own, or everyone's but one's own."""


class Deed(StrEnum):
    """What may be done here."""

    CALL = "call"
    SEE_OWN = "see_own"
    CONTEST = "contest"
    OPEN_OFFICIAL = "open_official"
    REVIEW = "review"
    ASSIGN = "assign"
    WRITE_CONTENT = "write_content"
    SEE_PEOPLE = "see_people"
    CERTIFY = "certify"
    SEE_SPENDING = "see_spending"
    SEE_TRAIL = "see_trail"
    KEEP_PEOPLE = "keep_people"


MATRIX: Mapping[Deed, Mapping[Role, Reach]] = {
    Deed.CALL: dict.fromkeys(Role, "own"),
    Deed.SEE_OWN: dict.fromkeys(Role, "own"),
    Deed.CONTEST: dict.fromkeys(Role, "own"),
    Deed.OPEN_OFFICIAL: {Role.TRAINER: "all", Role.MANAGER: "team"},
    Deed.REVIEW: {Role.TRAINER: "all", Role.MANAGER: "team"},
    Deed.ASSIGN: {Role.TRAINER: "all", Role.MANAGER: "team"},
    Deed.WRITE_CONTENT: {Role.TRAINER: "all"},
    Deed.SEE_PEOPLE: {Role.TRAINER: "all", Role.MANAGER: "team"},
    Deed.CERTIFY: {Role.MANAGER: "team"},
    Deed.SEE_SPENDING: {Role.TRAINER: "all", Role.MANAGER: "all", Role.ADMINISTRATOR: "all"},
    Deed.SEE_TRAIL: {Role.MANAGER: "team", Role.ADMINISTRATOR: "all"},
    Deed.KEEP_PEOPLE: {Role.ADMINISTRATOR: "all"},
}
"""By deed and role; who is not named may not. An administrator keeps accounts and reads nobody's calls."""


def reach(person: Person, deed: Deed) -> Reach | None:
    """How far a deed of this person goes, or `None` when they may not do it at all."""
    return None if person.disabled else MATRIX[deed].get(person.role)


def may(person: Person, deed: Deed, owner: Person | None = None) -> bool:
    """Whether they may do it to the owner's things; without an owner, whether to anybody's."""
    far = reach(person, deed)
    if far is None or owner is None:
        return far is not None
    own = owner.name == person.name
    match far:
        case "own":
            return own
        case "team":
            return not own and owner.team == person.team
        case "all":
            return not own


def may_open(person: Person, header: Header, owner: Person) -> bool:
    """Whether they may read a call and its grade: one's own always, another's only when it counts."""
    if header.trainee == person.name:
        return may(person, Deed.SEE_OWN)
    return header.counts and may(person, Deed.OPEN_OFFICIAL, owner)
