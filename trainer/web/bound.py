"""Gradio keeps state under a hash that the browser chooses: here each belongs to the person who used it first."""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST = 20_000
"""Hashes that are remembered; Gradio forgets its state long before."""
MARK = "/gradio_api/"
NAME = "session_hash"


class BoundToPerson:
    """Refuses a hash that somebody else has used; it reads no more of a body than any request may bring."""

    def __init__(self, app: ASGIApp, person_of: Callable[[Request], str | None]) -> None:
        self._app = app
        self._person_of = person_of
        self._owners: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse with 403."""
        if scope["type"] != "http" or MARK not in scope["path"]:
            await self._app(scope, receive, send)
            return
        body, again = await _read(receive) if scope["method"] == "POST" else (b"", receive)
        hashes = _hashes(scope, body)
        if hashes and not self._belong(hashes, self._person_of(Request(scope)) or ""):
            await PlainTextResponse("That belongs to somebody else.", status_code=403)(scope, again, send)
            return
        await self._app(scope, again, send)

    def _belong(self, hashes: set[str], name: str) -> bool:
        with self._lock:
            for one in hashes:
                if self._owners.setdefault(one, name) != name:
                    return False
                self._owners.move_to_end(one)
            while len(self._owners) > MOST:
                self._owners.popitem(last=False)
        return True


async def _read(receive: Receive) -> tuple[bytes, Receive]:
    """The whole body, and a way to hear it again."""
    messages: list[Message] = []
    while True:
        message = await receive()
        messages.append(message)
        if message["type"] != "http.request" or not message.get("more_body"):
            break
    left = iter(messages)

    async def again() -> Message:
        return next(left, None) or await receive()

    return b"".join(one.get("body", b"") for one in messages), again


def _hashes(scope: Scope, body: bytes) -> set[str]:
    """Every hash that a request names, in its address, the last part of its path or its body."""
    found = set(parse_qs(scope.get("query_string", b"").decode("latin-1")).get(NAME, ()))
    path: str = scope["path"]
    for way in ("/heartbeat/",):
        if way in path:
            found.add(path.rsplit(way, maxsplit=1)[1])
    try:
        sent = json.loads(body) if body else None
    except ValueError:
        sent = None
    if isinstance(sent, dict) and isinstance(sent.get(NAME), str):
        found.add(sent[NAME])
    return found - {""}
