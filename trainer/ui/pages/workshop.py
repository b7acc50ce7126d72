"""The trainer's first page: all content with the result of the check."""

from trainer.domain.rights import Deed
from trainer.texts import locate
from trainer.ui.house import House
from trainer.ui.plain import Asked, Plain
from trainer.ui.rendering import render

OWN = ("persona", "scenario", "rubric", "programme")
"""What trainers write; the rest belongs to the languages."""


def workshop(house: House) -> Plain:
    """Every file with what is wrong with it."""

    def show(asked: Asked) -> str:
        files = house.check()
        faults = {one.file: [locate(fault, asked.texts) for fault in one.faults] for one in files}
        kinds = [(kind, [one for one in files if one.kind == kind]) for kind in OWN]
        others = [one for one in files if one.kind not in OWN]
        return render("workshop", asked.texts, asked=asked, kinds=kinds, others=others, faults=faults)

    return Plain("workshop/", Deed.WRITE_CONTENT, "workshop", show)
