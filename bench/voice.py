"""How soon a spoken turn is answered: `python -m bench.voice [--calls 50] [--ears MS] [--turns N] [--json]`.

A real server on loopback, and clients that do what the page does: 20 ms of sound every 20 ms, speech made by espeak-ng,
and silence after it. Counted from the last sample of speech to the first sample of the customer's answer, over the
socket; what the browser adds on both sides is not in it. The recogniser is a script that takes `--ears` ms and knows
each call by how loud it is, so that one call's words in another's record would be seen.
"""

import argparse
import asyncio
import json
import os
import re
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np
import uvicorn
import websockets

from trainer.bootstrap import Services, services_on_record
from trainer.domain.people import Role
from trainer.domain.speech import HEARD_AT, PATIENCE, Manner, Means, Recognised, Sound
from trainer.domain.values import Language
from trainer.hearing import Speech
from trainer.ports import SpeechToText
from trainer.serving import add_person, listen, warm_up, web_application
from trainer.settings import Settings

FRAME = 0.02
"""Seconds of sound in a message of the page."""
LOUDEST = 12_000
STEP = 150
"""Samples of loudness between one call and the next."""
SAYS = "Good morning, how can I help you today?"


class Knowing:
    """Understands whose call it is by the loudest sample, after so many seconds."""

    name = "scripted ears"

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def recognise(self, sound: Sound, language: Language) -> Recognised:
        """Whose sound it was."""
        del language
        loudest = int(np.abs(np.frombuffer(sound.samples, dtype="<i2").astype(int)).max(initial=0))
        time.sleep(self._seconds)
        return Recognised(text=f"Good morning, line {round((LOUDEST - loudest) / STEP)} here, how can I help?")


class Scripted(Speech):
    """Our voices, with ears that are a script."""

    def __init__(self, settings: Settings, seconds: float) -> None:
        super().__init__(settings)
        self._knowing = Knowing(seconds)

    def means(self, language: Language) -> Means:
        """Always by us."""
        del language
        return "here"

    def ears(self, language: Language) -> SpeechToText | None:
        """The script."""
        del language
        return self._knowing


@dataclass
class Measured:
    """What one call's client saw, in seconds; `foreign` are words of another call."""

    answers: list[float] = field(default_factory=list)
    silences: list[float] = field(default_factory=list)
    foreign: int = 0


def main() -> None:
    """Measure one call and many, and print both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=50, help="calls at once (50)")
    parser.add_argument("--ears", type=float, default=0.0, help="milliseconds that recognition takes (0)")
    parser.add_argument("--turns", type=int, default=4, help="turns of each call (4)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = asyncio.run(measured(Path(folder), arguments.calls, arguments.ears / 1000, arguments.turns))
    print(json.dumps(report) if arguments.json else "\n".join(page(report)))


async def measured(folder: Path, many: int, ears: float, turns: int) -> dict[str, dict[str, float]]:
    """The figures of one call, and of many at once, on the same server."""
    settings = Settings(data=folder, port=_free_port())
    services = services_on_record(settings)
    speech = Scripted(settings, ears)
    warm_up(services, speech)
    people = {f"p{one}": add_person(services, settings, f"p{one}", Role.TRAINEE) for one in range(many)}
    app = web_application(services, settings, speech)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    threading.Thread(target=server.run, kwargs={"sockets": [listen(settings)]}, daemon=True).start()
    sound = _speech(speech)
    address = f"127.0.0.1:{settings.port}"
    cookies = [await _signed_in(address, name, password) for name, password in people.items()]
    before = _memory()
    alone = _figures([await _call(services, address, 0, cookies[0], sound, turns)])
    crowd = [_call(services, address, one, cookie, sound, turns) for one, cookie in enumerate(cookies)]
    found = _figures(list(await asyncio.gather(*crowd)))
    found["memory_mib_a_call"] = (_memory() - before) / many
    server.should_exit = True
    speech.close()
    return {"one call": alone, f"{many} calls": found}


async def _call(services: Services, address: str, number: int, cookie: str, sound: np.ndarray, turns: int) -> Measured:
    """One person's call: speaks, waits for the answer, and in the last turn cuts the customer short."""
    person = services.store.person(f"p{number}")
    if person is None:
        raise SystemExit("nobody signed in")
    ringing = services.calls.ring(person, "en/angry", "en/billed-twice")
    services.calls.answer(person, ringing.id)
    mine = (sound * ((LOUDEST - number * STEP) / np.abs(sound).max())).round().astype("<i2")
    headers = {"Cookie": cookie, "Origin": f"http://{address}"}
    async with websockets.connect(f"ws://{address}/voice", additional_headers=headers) as socket:
        await asyncio.sleep(number * FRAME / 50)
        client = _Client(socket, mine)
        seen = await client.talk(turns)
    await asyncio.to_thread(services.calls.hang_up, person, ringing.id)
    said = [one.text for one in services.store.call(ringing.id).turns if one.speaker == "agent"]
    seen.foreign = sum(f"line {number} " not in one for one in said)
    return seen


class _Client:
    """What the page does, and when it heard what."""

    def __init__(self, socket: websockets.ClientConnection, sound: np.ndarray) -> None:
        self._socket = socket
        self._sound = sound
        self._heard = 0.0
        self._flushed = 0.0

    async def talk(self, turns: int) -> Measured:
        """So many turns, the last of which cuts the customer short."""
        seen = Measured()
        listening = asyncio.create_task(self._listen())
        for turn in range(turns):
            ended = await _send(self._socket, self._sound)
            quiet = asyncio.create_task(_send(self._socket, np.zeros(HEARD_AT * 60, dtype="<i2")))
            await self._until(lambda ended=ended: self._heard > ended)  # type: ignore[misc]
            seen.answers.append(self._heard - ended)
            if turn < turns - 1:
                await self._until(lambda: time.monotonic() - self._heard > 0.8)
            quiet.cancel()
        began = time.monotonic()
        over = asyncio.create_task(_send(self._socket, self._sound))
        await self._until(lambda: self._flushed > began)
        seen.silences.append(self._flushed - began)
        over.cancel()
        listening.cancel()
        return seen

    async def _listen(self) -> None:
        async for message in self._socket:
            if isinstance(message, bytes):
                self._heard = time.monotonic()
            elif json.loads(message).get("type") == "flush":
                self._flushed = time.monotonic()

    async def _until(self, happened: Callable[[], bool]) -> None:
        ends = time.monotonic() + 30
        while not happened() and time.monotonic() < ends:
            await asyncio.sleep(0.002)


async def _send(socket: websockets.ClientConnection, sound: np.ndarray) -> float:
    """As the page sends it, in real time; when its last loud sample had been sent."""
    size, began, loud = int(HEARD_AT * FRAME), time.monotonic(), time.monotonic()
    for number, start in enumerate(range(0, len(sound), size)):
        await asyncio.sleep(max(0.0, began + number * FRAME - time.monotonic()))
        piece = sound[start : start + size]
        await socket.send(piece.tobytes())
        if np.abs(piece.astype(int)).max(initial=0) > 300:
            loud = time.monotonic()
    return loud


def _figures(calls: list[Measured]) -> dict[str, float]:
    wait = PATIENCE["angry"].silence / 1000
    answers = [one for call in calls for one in call.answers]
    silences = [one for call in calls for one in call.silences]
    return {
        "answers": len(answers),
        "first_sound_p50_ms": 1000 * statistics.median(answers),
        "first_sound_p95_ms": 1000 * float(np.percentile(answers, 95)),
        "beyond_silence_p50_ms": 1000 * (statistics.median(answers) - wait),
        "beyond_silence_p95_ms": 1000 * (float(np.percentile(answers, 95)) - wait),
        "cut_short_p50_ms": 1000 * statistics.median(silences) if silences else 0.0,
        "cut_short_p95_ms": 1000 * float(np.percentile(silences, 95)) if silences else 0.0,
        "words_of_another_call": sum(one.foreign for one in calls),
    }


def _speech(speech: Speech) -> np.ndarray:
    """A sentence at the microphone's rate."""
    manner = Manner(sex="male", age="adult", rate=165, pitch=50, loudness=1.0)
    spoken = speech.mouth.speak(SAYS, "en", manner)
    heard = np.frombuffer(spoken.samples, dtype="<i2").astype(float)
    loud = np.flatnonzero(np.abs(heard) > 300)
    heard = heard[loud[0] : loud[-1] + 1]
    return np.asarray(np.interp(np.arange(0, len(heard), spoken.rate / HEARD_AT), np.arange(len(heard)), heard))


async def _signed_in(address: str, name: str, password: str) -> str:
    async with httpx.AsyncClient(base_url=f"http://{address}") as client:
        for _ in range(100):
            try:
                door = await client.get("/")
                break
            except httpx.ConnectError:
                await asyncio.sleep(0.1)
        token = re.search(r'name="token" value="([^"]+)"', door.text)
        data = {"name": name, "password": password, "token": token[1] if token else ""}
        await client.post("/sign-in", data=data)
        return "; ".join(f"{key}={value}" for key, value in client.cookies.items())


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _memory() -> float:
    """MiB that this process holds; server and clients are both in it."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def page(report: dict[str, dict[str, float]]) -> Iterator[str]:
    """A column for one call and one for many."""
    names = list(report)
    yield f"{'':<28}" + "".join(f"{name:>14}" for name in names)
    for row in report[names[0]] | report[names[1]]:
        yield f"{row:<28}" + "".join(f"{report[name].get(row, float('nan')):>14.1f}" for name in names)


if __name__ == "__main__":
    main()
