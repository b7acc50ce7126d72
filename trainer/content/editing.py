"""Rewrites a text field by field and leaves alone what nobody touched: comments, order, the way things are quoted."""

from collections.abc import Mapping, MutableMapping, MutableSequence, Sequence
from functools import lru_cache
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError

from trainer.content import source as sources
from trainer.content.library import File, load_text
from trainer.content.pieces import FOLDERS
from trainer.domain.authoring import ContentKind
from trainer.errors import BadInput, ContentError, Fault
from trainer.ports import Authored

Fields = MutableMapping[str, object]
KEPT = 128
"""Texts that are not read again each time they are shown: the longest takes a third of a second."""
WIDE = 100_000
"""No line is folded that its writer did not fold: one narrower would break what nobody touched."""


@lru_cache(maxsize=KEPT)
def _loaded(text: str, path: str) -> File:
    return load_text(text, path)


@lru_cache(maxsize=KEPT)
def _plain(text: str) -> Mapping[str, object]:
    value = sources.parse(text.encode(), "").value
    return value if isinstance(value, dict) else {}


class YamlEditor:
    """Reads and rewrites texts that trainers write."""

    def faults(self, kind: ContentKind, name: str, text: str) -> Sequence[Fault]:
        """Everything that is wrong with it."""
        file = _loaded(text, _path(kind, name))
        stray = file.content is not None and file.content.kind != kind
        return (*file.faults, Fault("content.other_kind", {"kind": kind})) if stray else file.faults

    def load(self, kind: ContentKind, name: str, text: str) -> Authored:
        """What it says."""
        content = _loaded(text, _path(kind, name)).content
        found: object = content
        if not isinstance(found, Authored) or found.kind != kind:
            raise ContentError(self.faults(kind, name, text))
        return found

    def values(self, text: str) -> Mapping[str, object]:
        """Its fields as plain values."""
        return _plain(text)

    def rewrite(self, text: str, values: Mapping[str, object]) -> str:
        """The text with these fields in the place of its own."""
        yaml = _round_trip()
        try:
            found = yaml.load(text) if text.strip() else CommentedMap()
        except (YAMLError, RecursionError, ValueError) as error:
            raise BadInput("content.no_yaml") from error
        if not isinstance(found, CommentedMap):
            raise BadInput("content.no_yaml")
        plain = self.values(text)
        for key, value in values.items():
            _put(found, plain, key, value)
        out = StringIO()
        yaml.dump(found, out)
        return out.getvalue()


def _path(kind: ContentKind, name: str) -> str:
    return f"{FOLDERS[kind]}/{name}.yaml"


def _round_trip() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = WIDE
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _put(into: Fields, plain: Mapping[str, object], key: str, value: object) -> None:
    """Set a field unless it says the same already; nothing at all takes it away."""
    was = plain.get(key)
    if value is None:
        into.pop(key, None)
    elif key not in into or not _same(was, value):
        old = into.get(key)
        if isinstance(old, MutableMapping) and isinstance(was, Mapping) and isinstance(value, Mapping):
            _merge_fields(old, was, value)
        elif isinstance(old, MutableSequence) and isinstance(was, list) and isinstance(value, Sequence):
            _merge_items(old, was, value)
        else:
            into[key] = value


def _merge_fields(old: Fields, was: Mapping[str, object], value: Mapping[str, object]) -> None:
    for gone in [one for one in was if one not in value]:
        old.pop(gone, None)
    for key, one in value.items():
        _put(old, was, key, one)


def _merge_items(old: MutableSequence[object], was: list[object], value: Sequence[object]) -> None:
    """Item by item; what was taken out of the middle goes from there, so that comments stay with their own."""
    was = [*was]
    wanted = [_key(one) for one in value]
    for index in reversed(range(len(was))):
        if _key(was[index]) not in wanted and len(was) > len(value):
            del old[index], was[index]
    for index, one in enumerate(value):
        if index >= len(old):
            old.append(one)
            continue
        before, kept = was[index], old[index]
        if isinstance(kept, MutableMapping) and isinstance(before, Mapping) and isinstance(one, Mapping):
            _merge_fields(kept, before, one)
        elif not _same(before, one):
            old[index] = one
    del old[len(value) :]


def _key(item: object) -> object:
    return item.get("id", str(item)) if isinstance(item, Mapping) else str(item)


def _same(one: object, other: object) -> bool:
    """Whether two values mean the same; a block's last line feed and a number's nought after the point do not count."""
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    return one == other and isinstance(one, bool) == isinstance(other, bool)
