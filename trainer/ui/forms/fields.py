"""The fields of a piece as a tree, read off the schema of its model: what kind each is, and what it holds now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel

from trainer.domain.certification import Programme
from trainer.domain.persona import Persona
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario

Schema = Mapping[str, Any]
Sort = Literal[
    "line", "text", "number", "choice", "flag", "sentences", "ways", "tongues", "group", "records", "pairs", "anchors"
]
"""What a field is to whoever fills it in: pairs are a name and a number each, anchors a text for each level."""
MODELS: Mapping[str, type[BaseModel]] = {
    "persona": Persona,
    "scenario": Scenario,
    "rubric": Rubric,
    "programme": Programme,
}
LEFT_OUT = {"persona": {"kind", "language", "lines"}, "scenario": {"kind", "language"}}
"""Fields without a box: what follows from where a piece lies, and lines of one's own, which are written as YAML."""
LONG = {"summary", "role", "means"}
SLIDERS = {"CustomerState", "Dynamics"}
SPARE = 1
"""Empty rows that pairs and levels offer beyond those that are filled."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its path in the piece, whose field it is called, its sort, its value, and what it may hold.

    `given` says whether the piece has it; the value of one that is not given is what goes without saying.
    """

    path: str
    model: str
    name: str
    sort: Sort
    value: object = None
    options: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    step: str = "any"
    slider: bool = False
    required: bool = False
    given: bool = False
    children: tuple["Field", ...] = field(default=())
    title: str = ""

    @property
    def id(self) -> str:
        """What the field is called on the page."""
        return f"f-{self.path.replace('.', '-')}"


def fields_of(kind: str, values: Mapping[str, object]) -> tuple[Field, ...]:
    """The fields of a piece of that kind, with these values, faulty or not."""
    schema = _schema(kind)
    left_out = LEFT_OUT.get(kind, {"kind"})
    model, required = MODELS[kind].__name__, schema.get("required", ())
    parts = ((name, part) for name, part in schema["properties"].items() if name not in left_out)
    reader = _Reader(schema)
    return tuple(
        reader.field(part, values.get(name), {"path": name, "model": model, "name": name, "required": name in required})
        for name, part in parts
    )


def every(fields: Sequence[Field]) -> Iterator[Field]:
    """All of them, at any depth."""
    for one in fields:
        yield one
        yield from every(one.children)


def empty(kind: str, path: str) -> object:
    """An empty item for the list at that path, so that its fields can be filled in; nothing where none belongs."""
    schema = _schema(kind)
    reader = _Reader(schema)
    part: Schema = schema
    for step in path.split("."):
        part = reader.resolved(part)
        part = part["items"] if step.isdigit() else part["properties"].get(step, {})
    items = reader.resolved(reader.resolved(part).get("items", {}))
    return reader.blank(items) if "properties" in items else None


@lru_cache
def _schema(kind: str) -> Schema:
    return MODELS[kind].model_json_schema()


class _Reader:
    def __init__(self, schema: Schema) -> None:
        self._parts: Schema = schema.get("$defs", {})

    def resolved(self, part: Schema) -> Schema:
        """What a part refers to; of what may be missing, what it is when it is there."""
        if "$ref" in part:
            return dict(self._parts[str(part["$ref"]).rsplit("/", maxsplit=1)[-1]])
        for one in part.get("anyOf", ()):
            if one.get("type") != "null":
                return self.resolved(one)
        return part

    def blank(self, schema: Schema) -> dict[str, object]:
        """An item in which what is required stands empty."""
        return {name: self._nothing(schema["properties"][name]) for name in schema.get("required", ())}

    def field(self, part: Schema, value: object, plain: dict[str, Any]) -> Field:
        """The field and all that is in it."""
        optional = any(one.get("type") == "null" for one in part.get("anyOf", ()))
        found = self.resolved(part)
        shown = part.get("default") if value is None else value
        plain["given"] = value is not None
        match found:
            case {"enum": options}:
                chosen = tuple(map(str, (*([""] if optional else []), *options)))
                return Field(sort="choice", value=_words(shown), options=chosen, **plain)
            case {"properties": properties} if set(properties) == {"en", "ar", "bg"}:
                return Field(sort="tongues", value=_mapping(shown), **plain)
            case {"properties": _}:
                return Field(sort="group", children=self._children(found, _mapping(shown), plain["path"]), **plain)
            case {"type": "array", "items": items}:
                return self._list(self.resolved(items), shown, plain)
            case {"type": "object", "additionalProperties": inner}:
                return self._map(found, self.resolved(inner), _mapping(shown), plain)
            case {"type": "boolean"}:
                return Field(sort="flag", value=bool(shown), **plain)
            case {"type": "integer" | "number"}:
                return _number(found, shown, plain)
        return Field(sort="text" if plain["name"] in LONG else "line", value=_words(shown), **plain)

    def _list(self, items: Schema, shown: object, plain: dict[str, Any]) -> Field:
        given = shown if isinstance(shown, list | tuple) else []
        if "properties" in items:
            model, path = str(items["title"]), plain["path"]
            children = tuple(
                Field(
                    path=f"{path}.{index}",
                    model=model,
                    name=plain["name"],
                    sort="group",
                    title=_title(one),
                    children=self._children(items, _mapping(one), f"{path}.{index}"),
                )
                for index, one in enumerate(given)
            )
            return Field(sort="records", children=children, **plain)
        if items.get("type") == "array":
            ways = "\n".join(" + ".join(_words(key) for key in way) for way in given if isinstance(way, list | tuple))
            return Field(sort="ways", value=ways, **plain)
        return Field(sort="sentences", value="\n".join(_words(one) for one in given), **plain)

    def _map(self, found: Schema, inner: Schema, shown: Mapping[str, object], plain: dict[str, Any]) -> Field:
        if "properties" in inner:
            levels = [str(one) for one in range(1, max(len(shown), 2) + 1 + SPARE)]
            children = tuple(
                Field(path=f"{plain['path']}.{one}", model=plain["model"], name=plain["name"], sort="tongues",
                      value=_mapping(shown.get(one)), title=one)
                for one in levels
            )  # fmt: skip
            return Field(sort="anchors", children=children, **plain)
        names = self.resolved(found.get("propertyNames", {})).get("enum", ())
        rows = tuple((str(key), _words(value)) for key, value in shown.items())
        return Field(sort="pairs", value=(*rows, *[("", "")] * SPARE), options=tuple(map(str, names)), **plain)

    def _children(self, schema: Schema, values: Mapping[str, object], path: str) -> tuple[Field, ...]:
        required, model = schema.get("required", ()), str(schema["title"])
        return tuple(
            self.field(
                part,
                values.get(name),
                {"path": f"{path}.{name}", "model": model, "name": name, "required": name in required},
            )
            for name, part in schema["properties"].items()
        )

    def _nothing(self, part: Schema) -> object:
        found = self.resolved(part)
        if "properties" in found:
            return {name: self._nothing(one) for name, one in found["properties"].items() if name in found["required"]}
        return {"array": [], "object": {}, "boolean": False, "integer": 1, "number": 1}.get(found.get("type", ""), "")


def _number(found: Schema, shown: object, plain: dict[str, Any]) -> Field:
    least, most = found.get("minimum", found.get("exclusiveMinimum")), found.get("maximum")
    step = "1" if found["type"] == "integer" or most == 100 else "any"
    slider = plain["model"] in SLIDERS or plain["name"] == "accepts_at_anger"
    step = "0.1" if plain["model"] == "Dynamics" else step
    return Field(sort="number", value=_words(shown), least=least, most=most, step=step, slider=slider, **plain)


def _mapping(value: object) -> dict[str, object]:
    return {str(key): one for key, one in value.items()} if isinstance(value, Mapping) else {}


def _words(value: object) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _title(item: object) -> str:
    """What an item of a list is called on the page: its short name, or the first words in it."""
    found = _mapping(item)
    for name in ("id", "behaviour", "fact", "label", "criterion"):
        if found.get(name):
            return _words(found[name])
    return ""
