"""For every test: no network but loopback, no keys, and the app's own content."""

import socket
from pathlib import Path

import pytest

from tests.stage import Stage

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for the network fails at once, and says where it wanted to go."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else _LOOPBACK[0]
        if host not in _LOOPBACK:
            raise AssertionError(f"a test tried to reach {host}")
        real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)
    for name in ("OPENAI_API_KEY", "FIRST_RING_DATA", "FIRST_RING_PORT", "FIRST_RING_CONTENT", "FIRST_RING_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder that holds the content."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def stage(root: Path) -> Stage:
    """Everything a call needs, without a record; content is read once for all tests."""
    return Stage(root)
