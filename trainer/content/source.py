"""YAML 1.2 with the place of every value, bounded before anything is built."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from trainer.errors import Fault, Place

MAX_BYTES = 1_000_000
"""The largest file that is read; the largest of ours has under a tenth of it."""
MAX_DEPTH = 20

Position = tuple[int, int]
Location = tuple[str | int, ...]


@dataclass
class Source:
    """A file's value, where each part of it stands (line and column from 1), and what is wrong with its YAML."""

    file: str
    value: object = None
    positions: dict[Location, Position] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, code: str, location: Location = (), **params: str | int | float) -> Fault:
        """A fault at the nearest place that is known for a location."""
        line, column = self._nearest(location)
        return Fault(code, params, Place(self.file, line, column, dotted(location)))

    def line_of(self, location: Location) -> int:
        """The line that a location stands on, or the nearest that is known."""
        return self._nearest(location)[0]

    def _nearest(self, location: Location) -> Position:
        known = location
        while known and known not in self.positions:
            known = known[:-1]
        return self.positions.get(known, (1, 1))


def dotted(location: Location) -> str:
    """A location as people write it: `criteria.0.weight`."""
    return ".".join(str(part) for part in location)


def read(path: Path, shown_as: str | None = None) -> Source:
    """Read a file; whatever is wrong with it is a fault of the source, never an exception."""
    shown = shown_as or str(path)
    try:
        return parse(path.read_bytes(), shown)
    except OSError as error:
        source = Source(shown)
        source.faults.append(source.fault("content.unreadable", reason=error.strerror or type(error).__name__))
        return source


def parse(raw: bytes, shown_as: str) -> Source:
    """Read a file's bytes; whatever is wrong with them is a fault of the source, never an exception."""
    source = Source(shown_as)
    if len(raw) > MAX_BYTES:
        source.faults.append(source.fault("content.too_large", most=MAX_BYTES))
        return source
    try:
        _parse(raw.decode("utf-8-sig"), source)
    except UnicodeDecodeError:
        source.faults.append(source.fault("content.not_utf8"))
    return source


def _parse(text: str, source: Source) -> None:
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(source.file, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1)
        source.faults.append(Fault("content.not_yaml", {"problem": error.problem or ""}, place))
    except (YAMLError, RecursionError, ValueError) as error:
        source.faults.append(source.fault("content.not_yaml", problem=str(error).splitlines()[0]))
    else:
        if node is None:
            source.faults.append(source.fault("content.empty"))
        else:
            source.value = _Builder(source).build(node, ())


class _Builder:
    """Turns nodes into values; refuses what could blow up (aliases, depth) and keys that come twice."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._seen: set[int] = set()

    def build(self, node: Node, location: Location) -> object:
        self._source.positions.setdefault(location, _position(node))
        if id(node) in self._seen or len(location) > MAX_DEPTH:
            code = "content.alias" if id(node) in self._seen else "content.too_deep"
            self._source.faults.append(self._source.fault(code, location))
            return None
        self._seen.add(id(node))
        match node:
            case MappingNode():
                return dict(self._pairs(node, location))
            case SequenceNode():
                return [self.build(item, (*location, index)) for index, item in enumerate(node.value)]
            case ScalarNode():
                return _scalar(node)
        return None

    def _pairs(self, node: MappingNode, location: Location) -> Iterator[tuple[object, object]]:
        first: dict[object, int] = {}
        for key_node, value_node in node.value:
            key = _scalar(key_node) if isinstance(key_node, ScalarNode) else "?"
            part = key if isinstance(key, int | str) else str(key)
            here = (*location, part)
            if key in first:
                self._source.positions[here] = _position(key_node)
                self._source.faults.append(
                    self._source.fault("content.duplicate_key", here, key=str(key), first=first[key])
                )
                continue
            first[key] = key_node.start_mark.line + 1
            self._source.positions[here] = _position(key_node)
            yield key, self.build(value_node, here)


def _position(node: Node) -> Position:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _scalar(node: ScalarNode) -> object:
    """YAML 1.2 core types; a number that cannot be one stays the words it was written as."""
    kind = str(node.tag).rsplit(":", maxsplit=1)[-1]
    text: str = node.value
    try:
        match kind:
            case "null":
                return None
            case "bool":
                return text.lower() == "true"
            case "int":
                return int(text.replace("_", ""), 0 if text.lower().lstrip("+-").startswith(("0x", "0o")) else 10)
            case "float":
                return float(text.replace("_", ""))
    except ValueError:
        return text
    return text
