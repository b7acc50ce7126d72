"""Every page: what is live is mounted, the rest is drawn when it is asked for."""

from trainer.domain.rights import Deed
from trainer.ui.frame import Page
from trainer.ui.house import House
from trainer.ui.pages.account import account, own_file
from trainer.ui.pages.assigning import assignments
from trainer.ui.pages.certifying import candidate, certificates, paper
from trainer.ui.pages.exports import exports
from trainer.ui.pages.office import office, person
from trainer.ui.pages.own import home, progress
from trainer.ui.pages.people import people
from trainer.ui.pages.reviewing import call, queue
from trainer.ui.pages.trail import trail
from trainer.ui.pages.trainee import desk
from trainer.ui.pages.versions import versions
from trainer.ui.pages.workshop import new, workshop
from trainer.ui.pages.writing import exported, writing
from trainer.ui.plain import File, Plain

PAGES = (Page("desk", Deed.CALL, desk),)
"""The pages that are mounted, and what one must be allowed to do to open each."""


def plain_pages(house: House) -> tuple[Plain, ...]:
    """The pages that are drawn when they are asked for."""
    made = (
        home,
        progress,
        account,
        call,
        queue,
        assignments,
        certificates,
        candidate,
        office,
        person,
        trail,
        people,
        workshop,
        new,
        versions,
        writing,
    )
    return tuple(one(house) for one in made)


def files(house: House) -> tuple[File, ...]:
    """What can be downloaded."""
    return (own_file(house), paper(house), exported(house), *exports(house))
