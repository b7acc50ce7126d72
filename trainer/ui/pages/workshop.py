"""The trainer's first page: everything that is written, how it stands, and what is wrong with any of it."""

from trainer.domain.authoring import SPOKEN, ContentKind
from trainer.domain.rights import Deed
from trainer.errors import BadInput, NotFound
from trainer.services.authoring import KINDS
from trainer.texts import explain, locate
from trainer.ui.house import House
from trainer.ui.plain import Asked, Done, Plain
from trainer.ui.rendering import render

ALL = "all"
"""What stands in an address for the folder of what speaks every language."""
FIRST = {"persona": "angry", "scenario": "billed-twice", "rubric": "foundations", "programme": "first-line"}
"""What a new piece begins as, so that nobody faces an empty form."""


def workshop(house: House) -> Plain:
    """Every piece by kind, and the files of the languages with what is wrong with them."""

    def show(asked: Asked) -> str:
        texts, pieces = asked.texts, house.authoring.pieces(asked.person)
        shown = [(one, place(one.kind, one.name), title(house, asked, one.kind, one.name)) for one in pieces]
        kinds = [(kind, [one for one in shown if one[0].kind == kind]) for kind in KINDS]
        faulty = [one for one in house.check() if one.faults]
        faults = [(one.file, [locate(fault, texts) for fault in one.faults]) for one in faulty]
        return render("workshop", texts, asked=asked, kinds=kinds, faults=faults)

    return Plain("workshop/", Deed.WRITE_CONTENT, "workshop", show)


def new(house: House) -> Plain:
    """A new piece: as a copy of one that is there, or from a file."""

    def show(asked: Asked) -> str:
        kind = kind_of(asked.query.get("kind") or asked.value("kind", "persona"))
        pieces = [one.name for one in house.authoring.pieces(asked.person) if one.kind == kind]
        chosen = asked.value("like") or asked.query.get("like", "")
        values = {"kind": kind, "pieces": pieces, "like": chosen, "spoken": kind in SPOKEN}
        return render("new", asked.texts, asked=asked, **values)

    def begin(asked: Asked) -> Done:
        kind = kind_of(asked.value("kind"))
        name = named(kind, asked)
        text = asked.value("file") or house.authoring.work(asked.person, kind, asked.value("like")).text
        if kind in SPOKEN and not asked.value("file"):
            text = house.authoring.rewrite(text, {"language": asked.value("language")})
        house.authoring.begin(asked.person, kind, name, text)
        return Done("begun", place(kind, name))

    return Plain("workshop/new/", Deed.WRITE_CONTENT, "workshop", show, {"begin": begin})


def kind_of(words: str) -> ContentKind:
    """The kind that is called that; `NotFound` when none is."""
    found = next((one for one in KINDS if one == words), None)
    if found is None:
        raise NotFound("authoring.unknown", name=words[:80])
    return found


def named(kind: ContentKind, asked: Asked) -> str:
    """What the piece of a form is to be called, with the folder of its language where it speaks one."""
    plain = asked.value("name").strip().lower().replace(" ", "-")
    if kind not in SPOKEN:
        return plain
    if asked.value("language") not in ("en", "ar", "bg"):
        raise BadInput("authoring.language")
    return f"{asked.value('language')}/{plain}"


def place(kind: str, name: str) -> str:
    """The address of a piece, without the language of the page."""
    where, _, plain = name.rpartition("/")
    return f"workshop/{kind}/{where or ALL}/{plain}/"


def title(house: House, asked: Asked, kind: ContentKind, name: str) -> str:
    """What a piece calls itself; its plain name while it says nothing that can be read."""
    work = house.authoring.work(asked.person, kind, name)
    values = house.authoring.values(work.text)
    found = values.get("title") or values.get("name")
    if isinstance(found, dict):
        found = found.get(asked.texts.language) or found.get("en")
    return str(found or name)


def reasons(house: House, asked: Asked, kind: ContentKind, name: str, text: str) -> list[tuple[str, str, int]]:
    """What is wrong with a text: where in it, what, and on which line."""
    faults = house.authoring.faults(kind, name, text)
    return [
        (one.place.path if one.place else "", explain(one, asked.texts), one.place.line if one.place else 1)
        for one in faults
    ]
