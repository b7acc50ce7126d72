"""The way around: which pages the bar on top leads to, by what somebody may do."""

from typing import NamedTuple

from trainer.domain.people import Person, Role
from trainer.domain.rights import Deed, may


class Link(NamedTuple):
    """One page of the bar: its name in the catalogue, its address without the language, and who sees it."""

    key: str
    to: str
    deed: Deed


LINKS = (
    Link("people", "people/", Deed.KEEP_PEOPLE),
    Link("workshop", "workshop/", Deed.WRITE_CONTENT),
    Link("office", "office/", Deed.SEE_PEOPLE),
    Link("assignments", "assignments/", Deed.ASSIGN),
    Link("review", "review/", Deed.REVIEW),
    Link("certificates", "certificates/", Deed.CERTIFY),
    Link("trail", "trail/", Deed.SEE_TRAIL),
)
OWN = (
    Link("home", "home/", Deed.SEE_OWN),
    Link("calls", "desk/", Deed.CALL),
    Link("progress", "progress/", Deed.SEE_OWN),
)
TRY = (Link("calls", "desk/", Deed.CALL),)


def links(person: Person) -> tuple[Link, ...]:
    """What the bar shows to a person: who leads has the desk to try calls at, an administrator none."""
    leading = tuple(one for one in LINKS if may(person, one.deed))
    if not leading:
        return OWN
    return leading if person.role is Role.ADMINISTRATOR else (*leading, *TRY)


def first(person: Person) -> str:
    """The address of the page that somebody begins at."""
    return links(person)[0].to
