"""The administrator's page: who may come in, as what, and the links with which people choose their passwords."""

from trainer.domain.people import Role
from trainer.domain.rights import Deed
from trainer.ui.house import House
from trainer.ui.plain import Asked, Done, Plain
from trainer.ui.rendering import render


def people(house: House) -> Plain:
    """Everyone's account."""

    def show(asked: Asked) -> str:
        everyone = house.accounts.everyone(asked.person)
        teams = sorted({one.team for one in everyone if one.team})
        return render("people", asked.texts, asked=asked, people=everyone, teams=teams, roles=list(Role))

    def invite(asked: Asked) -> Done:
        name = asked.value("name").strip()
        code = house.accounts.invite(asked.person, name, asked.value("role"), asked.value("team"))
        return _once(asked, name, code, "invited")

    def reset(asked: Asked) -> Done:
        name = asked.value("name")
        return _once(asked, name, house.accounts.reset(asked.person, name), "reset")

    def change(asked: Asked) -> Done:
        disabled = asked.value("disabled") == "yes"
        house.accounts.change(
            asked.person, asked.value("name"), asked.value("role"), asked.value("team"), disabled=disabled
        )
        return Done("changed")

    acts = {"invite": invite, "reset": reset, "change": change}
    return Plain("people/", Deed.KEEP_PEOPLE, "people", show, acts)


def _once(asked: Asked, name: str, code: str, key: str) -> Done:
    """The link is shown this once; the record keeps only a digest of it."""
    link = f"{asked.origin}/invitation/{code}"
    return Done(key, show=render("invited", asked.texts, asked=asked, name=name, link=link))
