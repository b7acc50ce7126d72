"""The line of a call by voice: a WebSocket of the same origin and session, for the call that its person is in."""

import asyncio
import json
import struct
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import APIRouter
from starlette.requests import HTTPConnection
from starlette.responses import FileResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from trainer.domain.people import Person
from trainer.domain.speech import HEARD_AT, SAMPLE, Sound
from trainer.services.conversation import Conversation

LARGEST = 16_384
"""Bytes of a message: half a second of sound."""
ALLOWED = 2 * HEARD_AT * SAMPLE
"""Bytes a second on average; nobody speaks faster than time, but a line that was held up catches up."""
TICK = 0.5
LOOKS_AGAIN = 5.0
"""Seconds after which it is looked again whether the person on the line is still let in."""
WORKLET = Path(__file__).parent / "assets" / "worklet.js"
Open = Callable[[Person, "SocketLine"], "Conversation | None"]
"""The conversation of the call that a person is in; `None` when they are in none or nobody would hear them."""


class SocketLine:
    """A line over a WebSocket; what cannot be sent any more is lost."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def tell(self, message: Mapping[str, object]) -> None:
        """Send a message."""
        with suppress(RuntimeError, WebSocketDisconnect):
            await self._socket.send_text(json.dumps(message, ensure_ascii=False))

    async def play(self, sound: Sound) -> None:
        """Send sound: the rate in four bytes, then the samples."""
        with suppress(RuntimeError, WebSocketDisconnect):
            await self._socket.send_bytes(struct.pack("<I", sound.rate) + sound.samples)


def voice(open_: Open, person_of: Callable[[HTTPConnection], Person | None]) -> APIRouter:
    """The socket, and the script that takes the sound off the microphone."""
    router = APIRouter()
    lines: dict[str, WebSocket] = {}

    @router.get("/voice/worklet.js")
    def worklet() -> FileResponse:
        return FileResponse(WORKLET, media_type="text/javascript")

    @router.websocket("/voice")
    async def line(socket: WebSocket) -> None:
        person = person_of(socket)
        if person is None or _foreign(socket):
            await socket.close(4401)
            return
        conversation = await asyncio.to_thread(open_, person, SocketLine(socket))
        if conversation is None:
            await socket.close(4404)
            return
        await socket.accept()
        # One headset a person: the line that was opened last is the one they sit at.
        if (older := lines.get(person.name)) is not None:
            with suppress(RuntimeError):
                await older.close(4409)
        lines[person.name] = socket
        try:
            await _converse(socket, conversation, lambda: person_of(socket) is not None)
        finally:
            if lines.get(person.name) is socket:
                del lines[person.name]
            await conversation.close()

    return router


def _foreign(socket: WebSocket) -> bool:
    """Browsers send the origin of a socket and let any site open one."""
    origin = socket.headers.get("origin")
    return origin is None or urlsplit(origin).netloc != socket.headers.get("host")


async def _converse(socket: WebSocket, conversation: Conversation, still: Callable[[], bool]) -> None:
    async with asyncio.TaskGroup() as group:
        watching = group.create_task(_watch(socket, still))
        ticking = group.create_task(_tick(conversation))
        beginning = group.create_task(conversation.begin())
        try:
            await _receive(socket, conversation)
        finally:
            watching.cancel()
            ticking.cancel()
            beginning.cancel()


async def _tick(conversation: Conversation) -> None:
    while True:
        await asyncio.sleep(TICK)
        await conversation.tick()


async def _watch(socket: WebSocket, still: Callable[[], bool]) -> None:
    """Close the line of somebody who is not let in any more."""
    while await asyncio.to_thread(still):
        await asyncio.sleep(LOOKS_AGAIN)
    with suppress(RuntimeError):
        await socket.close(4401)


async def _receive(socket: WebSocket, conversation: Conversation) -> None:
    clock, taken, since = asyncio.get_running_loop().time, 0, asyncio.get_running_loop().time()
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        content: bytes = message.get("bytes") or b""
        text: str = message.get("text") or ""
        taken += len(content)
        if max(len(content), len(text)) > LARGEST or taken > ALLOWED * (clock() - since + 2):
            await socket.close(1009)
            return
        if content:
            await conversation.hear(content[: len(content) // SAMPLE * SAMPLE])
        elif text:
            await _told(text, conversation)


async def _told(text: str, conversation: Conversation) -> None:
    """What the page says: that something was pressed, or what the agent really said. Anything else is ignored."""
    try:
        message = json.loads(text)
    except ValueError:
        return
    match message:
        case {"type": "look"}:
            conversation.look()
        case {"type": "record"}:
            conversation.agreed()
        case {"type": "correct", "text": str(words)}:
            conversation.correct(words)
        case {"type": "recognised", "text": str(words)}:
            conversation.understood(words, _share(message.get("confidence")))
        case _:
            return


def _share(value: object) -> float | None:
    """A confidence, 0-1; browsers that do not know it send 0."""
    return float(value) if isinstance(value, int | float) and 0 < value <= 1 else None
