"""What the page of a call by voice does, without a browser: many at once, in a process of their own."""

import asyncio
import json
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple

import numpy as np
import websockets

from trainer.domain.speech import HEARD_AT

FRAME = 0.032
"""Seconds of sound in a message of the page."""
QUIET = 0.8
"""Seconds without a sound after which the customer has said all."""
LOUDEST = 12_000
STEP = 150
"""Samples of loudness between one call and the next."""


class Caller(NamedTuple):
    """Somebody with a call of their own: their number, which is how loud they are, and their session."""

    number: int
    cookie: str


class Measured(NamedTuple):
    """What one call's client saw: seconds from the last loud sample to an answer, and from speaking to silence."""

    answers: tuple[float, ...]
    silences: tuple[float, ...]


def talk_all(address: str, callers: list[Caller], sound: np.ndarray, turns: int) -> list[Measured]:
    """Everybody talks at once; the clients have a processor of their own, so that they do not take the server's."""
    with ProcessPoolExecutor(1, get_context("spawn")) as own:
        return own.submit(_talk_all, address, callers, sound, turns).result()


def _talk_all(address: str, callers: list[Caller], sound: np.ndarray, turns: int) -> list[Measured]:
    async def together() -> list[Measured]:
        return list(await asyncio.gather(*(_talk(address, one, sound, turns) for one in callers)))

    return asyncio.run(together())


async def _talk(address: str, caller: Caller, sound: np.ndarray, turns: int) -> Measured:
    mine = (sound * ((LOUDEST - caller.number * STEP) / np.abs(sound).max())).round().astype("<i2")
    headers = {"Cookie": caller.cookie, "Origin": f"http://{address}"}
    # People do not all begin in the same hundredth of a second.
    await asyncio.sleep(caller.number * 0.037)
    async with websockets.connect(f"ws://{address}/voice", additional_headers=headers) as socket:
        return await _Client(socket, mine).talk(turns)


class _Client:
    """One page, and when it heard what."""

    def __init__(self, socket: websockets.ClientConnection, sound: np.ndarray) -> None:
        self._socket = socket
        self._sound = sound
        self._heard = 0.0
        self._flushed = 0.0
        self._news = asyncio.Event()

    async def talk(self, turns: int) -> Measured:
        """So many turns, after the last of which the customer is cut short."""
        listening = asyncio.create_task(self._listen())
        answers = [await self._turn(last=turn == turns - 1) for turn in range(turns)]
        began = time.monotonic()
        over = asyncio.create_task(self._send(self._sound))
        await self._until(lambda: self._flushed > began)
        over.cancel()
        listening.cancel()
        return Measured(tuple(answers), (self._flushed - began,))

    async def _turn(self, *, last: bool) -> float:
        ended = await self._send(self._sound)
        quiet = asyncio.create_task(self._send(np.zeros(HEARD_AT * 60, dtype="<i2")))
        await self._until(lambda: self._heard > ended)
        answer = self._heard - ended
        while not last and time.monotonic() - self._heard < QUIET:
            await asyncio.sleep(0.1)
        quiet.cancel()
        return answer

    async def _listen(self) -> None:
        async for message in self._socket:
            if isinstance(message, bytes):
                self._heard = time.monotonic()
            elif json.loads(message).get("type") == "flush":
                self._flushed = time.monotonic()
            self._news.set()

    async def _send(self, sound: np.ndarray) -> float:
        """As the page sends it, in real time; when its last loud sample had been sent."""
        began, loud = time.monotonic(), time.monotonic()
        for number, (piece, is_loud) in enumerate(_pieces(sound)):
            await asyncio.sleep(max(0.0, began + number * FRAME - time.monotonic()))
            await self._socket.send(piece)
            if is_loud:
                loud = time.monotonic()
        return loud

    async def _until(self, happened: Callable[[], bool]) -> None:
        async with asyncio.timeout(30):
            while not happened():
                self._news.clear()
                await self._news.wait()


def _pieces(sound: np.ndarray) -> list[tuple[bytes, bool]]:
    """The messages of a sound, and which of them are loud."""
    size = int(HEARD_AT * FRAME)
    cut = [sound[start : start + size] for start in range(0, len(sound), size)]
    return [(piece.tobytes(), bool(np.abs(piece.astype(int)).max(initial=0) > 300)) for piece in cut]
