"""The folders of content: what lies where, and everything that is wrong with it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer.content import source as sources
from trainer.content.crossing import crossing_faults
from trainer.content.validating import Content, validate
from trainer.errors import Fault

FOLDERS = ("personas", "scenarios", "rubrics", "trainer/language", "trainer/practice")


@dataclass(frozen=True)
class File:
    """A content file as read: its value is `None` when it has faults."""

    path: Path
    content: Content | None
    faults: tuple[Fault, ...]
    version: str


def load(path: Path, root: Path) -> File:
    """Read, validate and cross-check one file."""
    return _checked(sources.read(path, _shown(path, root)), path, version_of(path))


def load_text(text: str, shown_as: str) -> File:
    """Validate and cross-check a text as if it were the file of that path under the root."""
    raw = text.encode()
    return _checked(sources.parse(raw, shown_as), Path(shown_as), hashlib.sha256(raw).hexdigest()[:16])


def _checked(source: sources.Source, path: Path, version: str) -> File:
    content = validate(source)
    if content is not None:
        source.faults.extend(crossing_faults(source, content))
    usable = content if not source.faults else None
    return File(path, usable, tuple(source.faults), version)


def version_of(path: Path) -> str:
    """The first sixteen digits of the file's SHA-256, or none when it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    except OSError:
        return ""


def files_under(path: Path) -> Iterator[Path]:
    """The content files at or under a path, in order."""
    if path.is_dir():
        yield from sorted(one for one in path.rglob("*.yaml") if not one.name.startswith("."))
        yield from sorted(one for one in path.rglob("*.yml") if not one.name.startswith("."))
    else:
        yield path


def check(paths: list[Path], root: Path) -> list[File]:
    """Every content file under the paths; without any, all of the root's own."""
    wanted = paths or [root / folder for folder in FOLDERS]
    return [load(file, root) for path in wanted for file in files_under(path)]


def _shown(path: Path, root: Path) -> str:
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return str(path)
