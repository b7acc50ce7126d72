"""Pages that are drawn on the server: to read, to fill in and to download. What is live is Gradio's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from trainer.domain.people import Person
from trainer.domain.rights import Deed
from trainer.errors import NotFound
from trainer.texts import Texts

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for a page, in which language, for which things, and what they typed if they sent a form.

    `place` is the address of the page without the language, `token` what its forms carry, `sitting` what the session
    is called in the record, `origin` where our own addresses begin.
    """

    person: Person
    texts: Texts
    place: str
    path: Values = field(default_factory=dict)
    query: Values = field(default_factory=dict)
    typed: Values = field(default_factory=dict)
    token: str = ""
    sitting: str = ""
    origin: str = ""

    def value(self, name: str, default: str = "") -> str:
        """What was typed into a field of the form that was sent, or the default while none was."""
        return self.typed.get(name, default)

    def number(self, name: str) -> int:
        """A whole number from the form; 0 when it is none."""
        found = self.typed.get(name, "").strip()
        return int(found) if found.isascii() and found.isdigit() and len(found) < 7 else 0


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a form: which sentence says so, and where to go on; `show` is a page shown once, in a tone."""

    key: str
    to: str = ""
    show: str = ""
    tone: str = "good"


@dataclass(frozen=True, slots=True)
class Download:
    """A file to be kept."""

    name: str
    media: str
    content: bytes


Act = Callable[[Asked], Done]


@dataclass(frozen=True, slots=True)
class Plain:
    """A page: under which address, what one must be allowed to do, how it is drawn, and what its forms do by name.

    `live` are parts that are drawn again while a form is being filled in.
    """

    path: str
    deed: Deed
    here: str
    show: Callable[[Asked], str]
    acts: Mapping[str, Act] = field(default_factory=dict)
    live: Mapping[str, Callable[[Asked], str]] = field(default_factory=dict)

    def part(self, asked: Asked) -> str | None:
        """The part of the page that shows what would come of a form that is still being filled in, if one is asked for.

        Nothing is changed by it.
        """
        draw = self.live.get(asked.typed.get("do", ""))
        return draw(asked) if draw else None

    def act(self, asked: Asked) -> Done:
        """Do what the form says; `NotFound` for a form that the page has not. After a colon stands about what."""
        act = self.acts.get(asked.typed.get("do", "").partition(":")[0])
        if act is None:
            raise NotFound("page.no_such_form")
        return act(asked)


@dataclass(frozen=True, slots=True)
class File:
    """A download: under which address, what one must be allowed to do, and how it is made."""

    path: str
    deed: Deed
    make: Callable[[Asked], Download]
