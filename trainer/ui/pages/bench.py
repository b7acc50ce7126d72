"""A piece on the bench: what its address names, and what its form as it stands would make of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.domain.authoring import ContentKind
from trainer.domain.people import Person
from trainer.errors import NotFound
from trainer.services.authoring import Work
from trainer.ui.forms.fields import empty, fields_of
from trainer.ui.forms.typed import values_of
from trainer.ui.house import House
from trainer.ui.pages.workshop import ALL, kind_of
from trainer.ui.plain import Asked


@dataclass(frozen=True, slots=True)
class Bench:
    """A piece on the bench, with the text that the form as it stands would make."""

    person: Person
    work: Work
    text: str

    @property
    def kind(self) -> ContentKind:
        """Which kind it is."""
        return self.work.kind

    @property
    def name(self) -> str:
        """What it is called."""
        return self.work.name


def work_of(house: House, asked: Asked) -> Work:
    """The piece that an address names."""
    kind, where, name = kind_of(asked.path["kind"]), asked.path["where"], asked.path["name"]
    return house.authoring.work(asked.person, kind, name if where == ALL else f"{where}/{name}")


def bench_of(house: House, asked: Asked) -> Bench:
    """The piece with what was typed in the place of what it says; a faulty text stays as it was typed."""
    work = work_of(house, asked)
    if "text" in asked.typed:
        return Bench(asked.person, work, asked.value("text").replace("\r\n", "\n"))
    fields = fields_of(work.kind, house.authoring.values(work.text))
    values = values_of(fields, asked.typed)
    return Bench(asked.person, work, house.authoring.rewrite(work.text, values) if values else work.text)


def saved(house: House, asked: Asked) -> Bench:
    """The same, put away."""
    bench = bench_of(house, asked)
    house.authoring.save(asked.person, bench.kind, bench.name, bench.text, asked.number("after"))
    return bench


def with_empty(kind: ContentKind, path: str, values: Mapping[str, object]) -> dict[str, object]:
    """The values with an empty item at the end of the list at that path; `NotFound` where no list is."""
    first, *steps = path.split(".")
    try:
        item = empty(kind, path)
        holder: dict[str, object] = {"": _copied(values.get(first, []))}
        into = holder[""]
        for step in steps:
            into = _step(into, step)
    except (KeyError, IndexError, ValueError, TypeError) as error:
        raise NotFound("page.no_such_form") from error
    if item is None or not isinstance(into, list):
        raise NotFound("page.no_such_form")
    into.append(item)
    return {first: holder[""]}


def _step(into: object, step: str) -> object:
    if isinstance(into, list):
        return into[int(step)]
    return into.setdefault(step, []) if isinstance(into, dict) else None


def _copied(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _copied(one) for key, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list) else value
