"""What was done to a piece: every version, what changed between two of them, and the way back."""

import difflib
from typing import NamedTuple

from trainer.domain.rights import Deed
from trainer.services.authoring import Work
from trainer.ui.house import House
from trainer.ui.pages.bench import work_of
from trainer.ui.pages.workshop import place, title
from trainer.ui.plain import Asked, Done, Plain
from trainer.ui.rendering import render


class Line(NamedTuple):
    """A line of a difference: taken away (-), come in (+), or around it (empty)."""

    sign: str
    words: str


def versions(house: House) -> Plain:
    """Every version of a piece, newest first; one of them beside the present text."""

    def show(asked: Asked) -> str:
        work = work_of(house, asked)
        chosen = asked.query.get("version", "")
        lines = _difference(house, work, chosen) if chosen in _known(work) else None
        values = {"place": place(work.kind, work.name), "title": title(house, asked, work.kind, work.name)}
        return render("versions", asked.texts, asked=asked, work=work, chosen=chosen, lines=lines, **values)

    def back(asked: Asked) -> Done:
        work, version = work_of(house, asked), asked.value("version")
        if version in _known(work):
            text = house.authoring.text(work.kind, work.name, version)
            house.authoring.save(asked.person, work.kind, work.name, text, work.after)
        return Done("undone", place(work.kind, work.name))

    path = "workshop/{kind}/{where}/{name}/versions/"
    return Plain(path, Deed.WRITE_CONTENT, "workshop", show, {"back": back})


def _known(work: Work) -> set[str]:
    return {one.version for one in work.changes if one.version}


def _difference(house: House, work: Work, version: str) -> list[Line]:
    """From that version to the present text, without the heads."""
    then = house.authoring.text(work.kind, work.name, version).splitlines()
    found = difflib.unified_diff(then, work.text.splitlines(), lineterm="", n=2)
    return [Line(one[0].strip() if one[:2] != "@@" else "@", one[1:]) for one in found if one[:3] not in ("---", "+++")]
