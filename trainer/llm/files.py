"""Files of models: known ones, those in the data folder, and fetching one so that a broken line costs nothing."""

import hashlib
import importlib.util
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from http.client import HTTPException
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, ConfigDict, TypeAdapter
from ruamel.yaml import YAML

from trainer.errors import BadInput

PIECE = 1 << 20
"""Bytes that are read at a time."""
TIMEOUT = 30.0
"""Seconds without a byte after which the line is taken to be broken."""
Progress = Callable[[int, int], None]
"""Told how many bytes are there, and of how many; 0 where that is not known."""


class Known(BaseModel):
    """A file of the catalogue."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    file: str
    sha256: str
    bytes: int
    licence: str
    package: str
    module: str
    cited: str


@cache
def catalogue() -> Mapping[str, Known]:
    """The models whose files are known, by name."""
    rows = YAML(typ="safe").load(Path(__file__).with_name("catalogue.yaml"))
    return TypeAdapter(dict[str, Known]).validate_python(rows)


class ModelFiles:
    """The folder of models, and the file that names the one in use; `BadInput` for whatever a person can mend."""

    def __init__(self, folder: Path, chosen: Path) -> None:
        self._folder = folder
        self._chosen = chosen

    def here(self) -> Iterator[Path]:
        """The files that are here, by name."""
        if self._folder.is_dir():
            yield from sorted(self._folder.glob("*.gguf"))

    def chosen(self) -> Path | None:
        """The file in use, if one was chosen."""
        return Path(self._chosen.read_text(encoding="utf-8").strip()) if self._chosen.is_file() else None

    def use(self, name: str | None) -> Path | None:
        """Choose a file by its name here or its path, or none."""
        if name is None:
            self._chosen.unlink(missing_ok=True)
            return None
        path = self.find(name)
        self._chosen.parent.mkdir(parents=True, exist_ok=True)
        self._chosen.write_text(f"{path}\n", encoding="utf-8")
        return path

    def find(self, name: str) -> Path:
        """The file of that name or path; what is in the catalogue must have been pulled."""
        known = catalogue().get(name)
        for path in (self._folder / (known.file if known else name), Path(name).expanduser()):
            if path.is_file():
                return path.resolve()
        raise BadInput("models.pull_first" if known else "models.no_file", file=name)

    def pull(self, source: str, sha256: str = "", progress: Progress = lambda _at, _of: None) -> Path:
        """Fetch a known model, a URL or a local file, and keep it when its hash is right."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if known := catalogue().get(source):
            return self._copied(_in_package(known), known.sha256, progress)
        if urlsplit(source).scheme in ("http", "https"):
            if not sha256:
                raise BadInput("models.hash_needed")
            return self._downloaded(source, sha256.lower(), progress)
        path = Path(source).expanduser()
        if not path.is_file():
            raise BadInput("models.no_file", file=source)
        return self._copied(path, sha256.lower(), progress)

    def _copied(self, path: Path, sha256: str, progress: Progress) -> Path:
        part = self._folder / f"{path.name}.part"
        shutil.copyfile(path, part)
        return self._kept(part, path.name, sha256, progress)

    def _downloaded(self, url: str, sha256: str, progress: Progress) -> Path:
        name = Path(unquote(urlsplit(url).path)).name or "model.gguf"
        part = self._folder / f"{name}.part"
        try:
            _fetch(url, part, progress)
        except (OSError, HTTPException) as error:
            raise BadInput("models.line", reason=_reason(error)) from error
        return self._kept(part, name, sha256, progress)

    def _kept(self, part: Path, name: str, sha256: str, progress: Progress) -> Path:
        found = hashed(part, progress)
        if sha256 and found != sha256:
            part.unlink()
            raise BadInput("models.wrong_hash", file=name, found=found, wanted=sha256)
        return part.rename(self._folder / name)


def hashed(path: Path, progress: Progress = lambda _at, _of: None) -> str:
    """The SHA-256 of a file."""
    digest, size, done = hashlib.sha256(), path.stat().st_size, 0
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            done += len(piece)
            progress(done, size)
    return digest.hexdigest()


def _in_package(known: Known) -> Path:
    spec = importlib.util.find_spec(known.module)
    path = Path(spec.origin).parent / known.file if spec and spec.origin else None
    if path is None or not path.is_file():
        raise BadInput("models.no_package", package=known.package)
    return path


def _fetch(url: str, part: Path, progress: Progress) -> None:
    """Go on where an earlier try broke off, if the other side can."""
    begun = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={begun}-"} if begun else {})  # noqa: S310
    try:
        answer = urllib.request.urlopen(request, timeout=TIMEOUT)  # noqa: S310
    except urllib.error.HTTPError as error:
        if error.code == 416:
            return
        raise
    with answer:
        goes_on = answer.status == 206
        left = int(answer.headers.get("Content-Length") or 0)
        done = begun if goes_on else 0
        size = done + left if left else 0
        with part.open("ab" if goes_on else "wb") as file:
            while piece := answer.read(PIECE):
                file.write(piece)
                done += len(piece)
                progress(done, size)
    if size and done < size:
        raise ConnectionError("the line broke")


def _reason(error: Exception) -> str:
    return str(getattr(error, "reason", "") or error)
