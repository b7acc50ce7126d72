"""What trainers write, from two places: files, and over them what was published in the record."""

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from trainer.content.library import File, load, load_text, version_of
from trainer.domain.authoring import SPOKEN, ContentKind
from trainer.domain.certification import Programme
from trainer.domain.persona import Persona
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.domain.values import LANGUAGES
from trainer.errors import ContentError, NotFound
from trainer.ports import Shelf

Piece = TypeVar("Piece", Persona, Scenario, Rubric, Programme)
Stamp = tuple[int, int]
"""When a file was changed last, in nanoseconds, and its bytes."""
FOLDERS: dict[str, str] = {
    "persona": "personas",
    "scenario": "scenarios",
    "rubric": "rubrics",
    "programme": "rubrics/programmes",
}
"""The folder of each kind."""


class Pieces:
    """Personas, scenarios, rubrics and programmes by their path under the folder of their kind, without the ending."""

    def __init__(self, root: Path, shelf: Shelf | None) -> None:
        self._root = root
        self._shelf = shelf
        self._read: dict[Path, tuple[Stamp, File]] = {}
        self._listed: dict[Path, tuple[Stamp, tuple[str, ...]]] = {}
        self._texts: dict[tuple[str, str, str], File] = {}

    def get(self, kind: ContentKind, name: str, model: type[Piece], version: str = "") -> Piece:
        """The piece, in that version where its text was kept; `NotFound`, or `ContentError` when it is faulty."""
        file = self._then(kind, name, version) if version else None
        content = (file or self._now(kind, name)).content
        if not isinstance(content, model):
            raise ContentError((file or self._now(kind, name)).faults)
        return content

    def names(self, kind: str) -> Sequence[str]:
        """The ids that are offered, by language and name."""
        published = self._published()
        offered = {name for (of, name), version in published.items() if of == kind and version}
        return _in_order(kind, {*self.shipped(kind), *offered})

    def shipped(self, kind: str) -> Sequence[str]:
        """The ids that lie in files."""
        folder = self._root / FOLDERS[kind]
        if kind not in SPOKEN:
            return self._listing(folder)
        return [f"{one}/{name}" for one in LANGUAGES for name in self._listing(folder / one)]

    def version(self, kind: str, name: str, then: str = "") -> str:
        """The hash of the text that is read: in that version where it was kept, or the one in force."""
        if then and self._shelf is not None and self._shelf.text(then) is not None:
            return then
        return self._published().get((kind, name)) or version_of(self._path(kind, name))

    def keep(self, kind: str, name: str) -> str:
        """The same, and the text is kept."""
        version = self.version(kind, name)
        if self._shelf is not None and version and self._shelf.text(version) is None:
            self._shelf.put_text(version, _text_of(self._path(kind, name)))
        return version

    def text(self, kind: str, name: str) -> str:
        """The text that is in force; empty where there is none."""
        published = self._published().get((kind, name), "")
        if self._shelf is not None and published:
            return self._shelf.text(published) or ""
        return self.shipped_text(kind, name)

    def shipped_text(self, kind: str, name: str) -> str:
        """The text of the file of that name; empty where there is none."""
        return _text_of(self._path(kind, name)) if name in self.shipped(kind) else ""

    def _now(self, kind: str, name: str) -> File:
        # Only a listed id is looked up, so that no id can name a file outside the folder.
        if name not in self.names(kind):
            raise _unknown(kind, name, self.names(kind))
        published = self._published().get((kind, name), "")
        return (self._then(kind, name, published) if published else None) or self._from_file(self._path(kind, name))

    def _then(self, kind: str, name: str, version: str) -> File | None:
        key = kind, name, version
        if key not in self._texts:
            text = self._shelf.text(version) if self._shelf is not None else None
            if text is None:
                return None
            self._texts[key] = load_text(text, f"{FOLDERS[kind]}/{name}.yaml")
        return self._texts[key]

    def _from_file(self, path: Path) -> File:
        """The file as it is now; read again only when it has changed."""
        stamp, known = _stamp(path), self._read.get(path)
        if known is None or known[0] != stamp:
            self._read[path] = known = (stamp, load(path, self._root))
        return known[1]

    def _listing(self, folder: Path) -> tuple[str, ...]:
        """The names in a folder; looked up again only when files have come or gone."""
        stamp, known = _stamp(folder), self._listed.get(folder)
        if known is None or known[0] != stamp:
            self._listed[folder] = known = (stamp, tuple(sorted(path.stem for path in folder.glob("*.yaml"))))
        return known[1]

    def _published(self) -> dict[tuple[str, str], str]:
        return dict(self._shelf.published()) if self._shelf is not None else {}

    def _path(self, kind: str, name: str) -> Path:
        return self._root / FOLDERS[kind] / f"{name}.yaml"


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return found.st_mtime_ns, found.st_size


def _text_of(path: Path) -> str:
    # As its bytes are, so that the version of the text is that of the file.
    return path.read_bytes().decode("utf-8", errors="replace")


def _in_order(kind: str, names: set[str]) -> Sequence[str]:
    if kind not in SPOKEN:
        return sorted(names)
    return [one for language in LANGUAGES for one in sorted(names) if one.startswith(f"{language}/")]


def _unknown(kind: str, name: str, known: Sequence[str]) -> NotFound:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = near[0] if near else ", ".join(known)
    return NotFound(f"content.no_such_{kind}", id=name[:80], hint=hint)
