"""The line of a call by voice is for its person, from our own page, and of an honest size."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from trainer.domain.people import Person, Role
from trainer.web import voice as line_of_a_call
from trainer.web.voice import LARGEST, SocketLine, voice

LINA = Person(name="lina", role=Role.TRAINEE)
HOST = "testserver"


class Talk:
    """A conversation that notes what reaches it."""

    def __init__(self, line: SocketLine) -> None:
        self.line = line
        self.heard = 0
        self.said: list[str] = []
        self.closed = asyncio.Event()

    async def begin(self) -> None:
        await self.line.tell({"type": "state", "state": "listening"})

    async def hear(self, samples: bytes) -> None:
        self.heard += len(samples)
        await self.line.tell({"type": "heard", "bytes": self.heard})

    def look(self) -> None:
        self.said.append("look")

    def correct(self, words: str) -> None:
        self.said.append(words)

    async def tick(self) -> None:
        """Nothing."""

    async def close(self) -> None:
        self.closed.set()


def client_of(person: Person | None = LINA, in_a_call: bool = True) -> tuple[TestClient, list[Talk]]:
    talks: list[Talk] = []

    def open_(_: Person, line: SocketLine) -> Any:
        if not in_a_call:
            return None
        talks.append(Talk(line))
        return talks[-1]

    app = FastAPI()
    app.include_router(voice(open_, lambda _: person))
    return TestClient(app), talks


def closed_with(client: TestClient, act: Callable[[Any], object] = lambda _: None, **headers: str) -> int:
    """The code with which the line is closed after this was sent."""

    def converse() -> None:
        with client.websocket_connect("/voice", headers={"origin": f"http://{HOST}", **headers}) as socket:
            act(socket)
            while True:
                socket.receive_json()

    with pytest.raises(WebSocketDisconnect) as caught:
        converse()
    return caught.value.code


def test_sound_and_messages_reach_the_conversation() -> None:
    client, talks = client_of()
    with client.websocket_connect("/voice", headers={"origin": f"http://{HOST}"}) as socket:
        assert socket.receive_json() == {"type": "state", "state": "listening"}
        socket.send_bytes(bytes(641))
        assert socket.receive_json() == {"type": "heard", "bytes": 640}
        socket.send_text(json.dumps({"type": "look"}))
        socket.send_text(json.dumps({"type": "correct", "text": "Hello <b>"}))
        socket.send_text("not json")
        socket.send_text(json.dumps({"type": "grade", "level": 5}))
        socket.send_bytes(bytes(2))
        assert socket.receive_json() == {"type": "heard", "bytes": 642}
    assert talks[0].said == ["look", "Hello <b>"]


def test_nobody_and_other_sites_get_no_line() -> None:
    nobody, _ = client_of(person=None)
    assert closed_with(nobody) == 4401
    client, talks = client_of()
    assert closed_with(client, origin="http://evil.example") == 4401
    assert talks == []


def test_who_is_in_no_call_gets_no_line() -> None:
    client, _ = client_of(in_a_call=False)
    assert closed_with(client) == 4404


def test_a_message_of_ten_megabytes_ends_the_line() -> None:
    client, talks = client_of()
    assert closed_with(client, lambda socket: socket.send_bytes(bytes(10_000_000))) == 1009
    assert talks[0].heard == 0


def test_more_sound_than_time_ends_the_line() -> None:
    client, talks = client_of()

    def pour(socket: Any) -> None:
        for _ in range(20):
            socket.send_bytes(bytes(LARGEST))

    assert closed_with(client, pour) == 1009
    assert talks[0].heard < 20 * LARGEST


def test_the_line_that_was_opened_last_is_the_one_they_sit_at() -> None:
    client, talks = client_of()
    first = client.websocket_connect("/voice", headers={"origin": f"http://{HOST}"})
    second = client.websocket_connect("/voice", headers={"origin": f"http://{HOST}"})
    with first as older:
        older.receive_json()
        with second as newer:
            newer.receive_json()
            with pytest.raises(WebSocketDisconnect) as caught:
                older.receive_json()
            assert caught.value.code == 4409
    assert len(talks) == 2


def test_the_script_of_the_microphone_is_ours() -> None:
    client, _ = client_of()
    answer = client.get("/voice/worklet.js")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")


def test_the_line_of_somebody_who_is_shut_out_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_of_a_call, "LOOKS_AGAIN", 0.05)
    let_in: list[Person] = [LINA]
    app = FastAPI()
    app.include_router(voice(lambda _, line: Talk(line), lambda _: let_in[0] if let_in else None))  # type: ignore[arg-type, return-value]

    def shut_out(socket: Any) -> None:
        let_in.clear()

    assert closed_with(TestClient(app), shut_out) == 4401
