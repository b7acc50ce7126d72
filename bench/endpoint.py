"""An endpoint on loopback that speaks the OpenAI protocol and, when told so, fails in every way that endpoints fail."""

import asyncio
import contextlib
import json
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any, Literal, get_args

Fault = Literal[
    "none",
    "never",
    "key_refused",
    "busy",
    "server_error",
    "html",
    "malformed",
    "truncated",
    "no_choices",
    "empty",
    "null",
    "cut_cleanly",
    "cut_abruptly",
    "dripping",
    "falls_silent",
    "endless",
]
FAULTS: tuple[Fault, ...] = get_args(Fault)
STATUS: Mapping[Fault, tuple[int, str]] = {
    "key_refused": (401, "Unauthorized"),
    "busy": (429, "Too Many Requests"),
    "server_error": (503, "Service Unavailable"),
}
RETRY_AFTER = 30
"""Seconds that a busy endpoint asks for."""
DRIP = 3.0
"""Seconds between the tokens of a dripping endpoint."""
Request = Mapping[str, Any]


class Endpoint:
    """Answers with `says(request)` and fails as `fails(request)` tells it. Runs on a thread of its own."""

    def __init__(
        self,
        says: Callable[[Request], str],
        fails: Callable[[Request], Fault] = lambda _: "none",
        retry_after: float = RETRY_AFTER,
        pace: float = 0.0,
    ) -> None:
        self._says = says
        self._fails = fails
        self._retry_after = retry_after
        self._pace = pace
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.requests: list[Request] = []
        self.first_sentences: list[tuple[str, float]] = []
        """The last word but one of each streamed first sentence and when its end had been sent, by `perf_counter`."""
        self.url = ""

    def __enter__(self) -> "Endpoint":
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._serve, "127.0.0.1", 0)

    async def _stop(self) -> None:
        self._server.close()
        mine = [one for one in asyncio.all_tasks() if one is not asyncio.current_task()]
        for one in mine:
            one.cancel()
        await asyncio.gather(*mine, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            # Cancelled when the endpoint is closed: a task that ends so is reported by asyncio as if it had failed.
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while await self._answer(await self._request(reader), writer):
                    pass
        finally:
            writer.transport.abort()

    async def _request(self, reader: asyncio.StreamReader) -> Request:
        head = (await reader.readuntil(b"\r\n\r\n")).lower().split(b"\r\n")
        length = next((int(line[15:]) for line in head if line.startswith(b"content-length:")), 0)
        request: Request = json.loads(await reader.readexactly(length) or b"{}")
        self.requests.append(request)
        return request

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        """Whether the connection may go on."""
        fault = self._fails(request)
        if fault == "never":
            await asyncio.sleep(3600)
        if fault in STATUS:
            wait = f"Retry-After: {self._retry_after:g}\r\n" if fault == "busy" else ""
            _write(writer, json.dumps({"error": {"message": "sk-canary-in-an-error"}}), *STATUS[fault], more=wait)
        elif fault == "html":
            _write(writer, "<html><body>Bad gateway</body></html>", 200, "OK", kind="text/html")
        elif request.get("stream"):
            return await self._stream(request, fault, writer)
        else:
            _write(writer, _body(self._says(request), fault), 200, "OK")
        await writer.drain()
        return True

    async def _stream(self, request: Request, fault: Fault, writer: asyncio.StreamWriter) -> bool:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
        text = self._says(request)
        words, _, more = text.partition(". ")
        # The event that carries the last word of the first sentence.
        last = len(words.split()) if more else -1
        number = 0
        async for data in _events(text, fault):
            await asyncio.sleep(self._pace)
            writer.write(f"data: {data}\n\n".encode())
            await writer.drain()
            number += 1
            if number == last:
                self.first_sentences.append((words.split()[-2], time.perf_counter()))
        if fault != "cut_abruptly":
            writer.close()
            await writer.wait_closed()
        return False


def _write(
    writer: asyncio.StreamWriter, body: str, status: int, reason: str, kind: str = "application/json", more: str = ""
) -> None:
    raw = body.encode()
    head = f"HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nContent-Length: {len(raw)}\r\n"
    writer.write(f"{head}{more}\r\n".encode() + raw)


def _body(text: str, fault: Fault) -> str:
    content = {"empty": "", "null": None}.get(fault, text)
    reason = "length" if fault in ("cut_cleanly", "cut_abruptly", "endless") else "stop"
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": reason}
    whole = {**_head("chat.completion"), "choices": [] if fault == "no_choices" else [choice], "usage": _usage(text)}
    written = json.dumps(whole, ensure_ascii=False)
    return {"malformed": "{" + written, "truncated": written[: len(written) // 2]}.get(fault, written)


async def _events(text: str, fault: Fault) -> AsyncIterator[str]:
    """The chunks of a stream, a word each, and how it ends."""
    if fault in ("empty", "null", "no_choices"):
        text = ""
    if fault == "malformed":
        yield '{"id": "x", "choices": [{"delta": {"content": '
        return
    for number, word in enumerate(_words(text, fault)):
        if fault == "dripping" and number:
            await asyncio.sleep(DRIP)
        if fault == "falls_silent" and number == 2:
            await asyncio.sleep(3600)
        if fault in ("cut_cleanly", "cut_abruptly", "truncated") and number == 2:
            return
        yield _chunk({"content": word})
    if fault != "no_choices":
        yield _chunk({"content": None} if fault == "null" else {}, "stop")
    yield json.dumps({**_head("chat.completion.chunk"), "choices": [], "usage": _usage(text)})
    yield "[DONE]"


def _words(text: str, fault: Fault) -> Iterator[str]:
    while True:
        yield from (f"{word} " for word in text.split())
        if fault != "endless":
            return


def _chunk(delta: Mapping[str, object], reason: str | None = None) -> str:
    choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": reason}
    return json.dumps({**_head("chat.completion.chunk"), "choices": [choice]}, ensure_ascii=False)


def _head(kind: str) -> dict[str, object]:
    return {"id": "chatcmpl-1", "object": kind, "created": 1, "model": "loopback"}


def _usage(text: str) -> dict[str, object]:
    words = len(text.split())
    return {
        "prompt_tokens": 100,
        "completion_tokens": words,
        "total_tokens": 100 + words,
        "prompt_tokens_details": {"cached_tokens": 60},
    }
