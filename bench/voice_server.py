"""A real server for calls by voice, whose ears are a script and whose stages are timed."""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np

from bench.voice_clients import LOUDEST, STEP, Caller
from trainer.bootstrap import Services, services_on_record
from trainer.domain.people import Person, Role
from trainer.domain.speech import HEARD_AT, Manner, Means, Recognised, Sound
from trainer.domain.values import Language
from trainer.hearing import Speech
from trainer.ports import SpeechToText
from trainer.serving import add_person, listen, server_of, warm_up, web_application
from trainer.settings import Settings

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


class Stopwatch:
    """How long the stages of an answer take, in seconds."""

    def __init__(self) -> None:
        self.taken: dict[str, list[float]] = {}

    def watch(self, owner: object, method: str, stage: str) -> None:
        """Time a method of this very object."""
        plain: Callable[..., object] = getattr(owner, method)

        def timed(*values: object, **named: object) -> object:
            began = time.perf_counter()
            try:
                return plain(*values, **named)
            finally:
                self.taken.setdefault(stage, []).append(time.perf_counter() - began)

        setattr(owner, method, timed)

    def figures(self) -> dict[str, float]:
        """Medians and 95th percentiles in milliseconds; the watch begins anew."""
        taken, self.taken = self.taken, {}
        return {
            f"{stage}_p{share}_ms": 1000 * float(np.percentile(values, share))
            for stage, values in taken.items()
            for share in (50, 95)
        }


@dataclass
class Served:
    """A server that runs, and who may call it."""

    services: Services
    speech: Scripted
    address: str
    passwords: dict[str, str]
    watch: Stopwatch = field(default_factory=Stopwatch)

    def callers(self) -> list[Caller]:
        """Everybody, signed in."""
        return [Caller(one, _signed_in(self.address, *person)) for one, person in enumerate(self.passwords.items())]

    def rung(self, number: int) -> str:
        """A call of that person's that has been answered."""
        call = self.services.calls.ring(self._person(number), "en/angry", "en/billed-twice")
        return self.services.calls.answer(self._person(number), call.id).id

    def foreign(self, number: int, call: str) -> int:
        """Turns in the record of a call that are another call's; it has ended then."""
        self.services.calls.hang_up(self._person(number), call)
        said = [one.text for one in self.services.store.call(call).turns if one.speaker == "agent"]
        return sum(f"line {number} " not in one for one in said)

    def _person(self, number: int) -> Person:
        found = self.services.store.person(f"p{number}")
        if found is None:
            raise SystemExit("nobody signed in")
        return found


@contextmanager
def served(folder: Path, people: int, ears: float, wording: float = 0.0) -> Iterator[Served]:
    """The server, with so many people; recognition takes `ears` seconds and wording `wording` more."""
    settings = Settings(data=folder, port=_free_port())
    services = services_on_record(settings)
    speech = Scripted(settings, ears)
    passwords = {f"p{one}": add_person(services, settings, f"p{one}", Role.TRAINEE) for one in range(people)}
    found = Served(services, speech, f"127.0.0.1:{settings.port}", passwords)
    _later(services.voice, "word", wording)
    for owner, method, stage in (
        (speech.ears("en"), "recognise", "recognition"),
        (services.reader, "read", "reading"),
        (services.voice, "word", "wording"),
        (services.calls, "say", "turn_on_record"),
        (speech.mouth, "speak", "synthesis"),
    ):
        found.watch.watch(owner, method, stage)
    server = server_of(web_application(services, settings, speech))
    warm_up(services, speech)
    threading.Thread(target=server.run, kwargs={"sockets": [listen(settings)]}, daemon=True).start()
    try:
        yield found
    finally:
        server.should_exit = True
        speech.close()


def _later(owner: object, method: str, seconds: float) -> None:
    plain: Callable[..., object] = getattr(owner, method)

    def later(*values: object) -> object:
        time.sleep(seconds)
        return plain(*values)

    setattr(owner, method, later)


def spoken(speech: Speech) -> np.ndarray:
    """A sentence at the microphone's rate."""
    manner = Manner(sex="male", age="adult", rate=165, pitch=50, loudness=1.0)
    spoken = speech.mouth.speak(SAYS, "en", manner)
    heard = np.frombuffer(spoken.samples, dtype="<i2").astype(float)
    loud = np.flatnonzero(np.abs(heard) > 300)
    heard = heard[loud[0] : loud[-1] + 1]
    return np.asarray(np.interp(np.arange(0, len(heard), spoken.rate / HEARD_AT), np.arange(len(heard)), heard))


def _signed_in(address: str, name: str, password: str) -> str:
    with httpx.Client(base_url=f"http://{address}") as client:
        for _ in range(100):
            with suppress(httpx.ConnectError):
                door = client.get("/")
                break
            time.sleep(0.1)
        token = re.search(r'name="token" value="([^"]+)"', door.text)
        client.post("/sign-in", data={"name": name, "password": password, "token": token[1] if token else ""})
        return "; ".join(f"{key}={value}" for key, value in client.cookies.items())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
