"""Who did what."""

from trainer.domain.rights import Deed
from trainer.ui.house import House
from trainer.ui.plain import Asked, Plain
from trainer.ui.rendering import render

A_PAGE = 50


def trail(house: House) -> Plain:
    """The acts that a person may see, newest first."""

    def show(asked: Asked) -> str:
        page = min(int(asked.query["page"]), 1_000) if asked.query.get("page", "").isdecimal() else 0
        seen = house.trail.page(asked.person, page, A_PAGE)
        return render("trail", asked.texts, asked=asked, seen=seen, page=page, more=len(seen) == A_PAGE)

    return Plain("trail/", Deed.SEE_TRAIL, "trail", show)
