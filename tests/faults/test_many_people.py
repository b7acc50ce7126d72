"""Fifty people at once, each in a call of their own: nothing of one comes to another."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.e2e.app import started
from trainer.domain.people import Person, Role
from trainer.store.sqlite import SqliteStore
from trainer.system import Argon2Passwords

PEOPLE = 50
TURNS = 3
PASSWORD = "right horse battery"


@dataclass(frozen=True)
class Served:
    """The app in a process of its own, and its record."""

    address: str
    data: Path


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The real application on a real record in which everyone has an account."""
    data = tmp_path_factory.mktemp("many") / "data"
    data.mkdir()
    stored = Argon2Passwords().hash(PASSWORD)
    with closing(SqliteStore(data / "first_ring.db")) as store:
        for number in range(PEOPLE):
            store.add_person(Person(name=word(number), role=Role.TRAINEE, team=f"team-{number % 5}"), stored)
    with started(data) as app:
        yield Served(app.address, data)


def word(number: int) -> str:
    """A word of somebody's own, which no other text of ours holds."""
    return "zq" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:03d}") + "x"


@dataclass
class Caller:
    """One person at the desk, speaking to the server as the page does."""

    served: Served
    number: int

    def __post_init__(self) -> None:
        self.name = word(self.number)
        self.client = httpx.Client(base_url=self.served.address, timeout=120)
        self.hash = f"session-{self.number}"
        self.seen: list[str] = []

    def sign_in(self) -> None:
        door = self.client.get("/").text
        token = re.search(r'name="token" value="([^"]+)"', door)
        assert token
        self.client.post("/sign-in", data={"name": self.name, "password": PASSWORD, "token": token[1]})

    def do(self, event: str, *data: object) -> str:
        """One event of the page; everything that the server says to it."""
        sent = {"data": list(data), "session_hash": self.hash}
        answer = self.client.post(f"/en/desk/gradio_api/run/{event}", json=sent)
        assert answer.status_code == 200, (event, answer.text[:300])
        self.seen.append(answer.text)
        return answer.text

    def call(self) -> list[str]:
        """A whole call with words of their own in every turn; every answer and every page that came of it."""
        self.sign_in()
        self.do("open")
        self.do("ring", None)
        self.do("answer", None)
        for turn in range(TURNS):
            self.do("say", f"Good morning, my word is {self.name} number {turn}, how can I help?")
            self.seen.append(self.client.get("/saying").text)
        self.do("hang_up", None)
        for page in ("home/", "progress/", "account/data.json"):
            self.seen.append(self.client.get(f"/en/{page}").text)
        self.client.close()
        return self.seen


def test_fifty_people_at_once_each_see_their_own_call_and_nothing_of_another(served: Served) -> None:
    with ThreadPoolExecutor(PEOPLE) as pool:
        seen = list(pool.map(lambda number: Caller(served, number).call(), range(PEOPLE)))
    words = [word(number) for number in range(PEOPLE)]
    for number, texts in enumerate(seen):
        strangers = {found for text in texts for found in re.findall(r"zq[a-j]{3}x", text)} - {words[number]}
        assert strangers == set(), words[number]
        assert words[number] in texts[-1]
    with closing(SqliteStore(served.data / "first_ring.db")) as store:
        calls = {one: store.calls_of(one) for one in words}
    for name, (call,) in calls.items():
        said = [turn.text for turn in call.turns if turn.speaker == "agent"]
        assert len(said) == TURNS
        assert all(name in text for text in said)
        assert call.ended
