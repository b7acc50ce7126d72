"""Who may open what: every route, for everybody who could ask for it, straight over HTTP."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, APIWebSocketRoute
from fastapi.testclient import TestClient
from starlette.routing import Mount
from starlette.websockets import WebSocketDisconnect

from tests.unit.web.test_door import sign_in
from trainer.bootstrap import services_without_record
from trainer.domain.people import Person, Role
from trainer.serving import web_application
from trainer.settings import Settings
from trainer.system import RandomIds, SystemClock

PEOPLE = (
    Person(name="lina", role=Role.TRAINEE, team="north"),
    Person(name="omar", role=Role.TRAINEE, team="north"),
    Person(name="trainer", role=Role.TRAINER),
    Person(name="northern", role=Role.MANAGER, team="north"),
    Person(name="southern", role=Role.MANAGER, team="south"),
    Person(name="administrator", role=Role.ADMINISTRATOR),
)
EVERYONE = frozenset(one.name for one in PEOPLE)
LEADERS = frozenset({"trainer", "northern", "southern"})
OWN = frozenset({"lina"})
LED = frozenset({"lina", "trainer", "northern"})
CERTIFIERS = frozenset({"northern"})

# What each route shows of Lina's things, and who may see that. Written by hand, so that a slip in the code shows.
OPENED: dict[str, frozenset[str]] = {
    "home/": EVERYONE,
    "progress/": EVERYONE,
    "account/": EVERYONE,
    "account/data.json": EVERYONE,
    "call/{official}/": LED,
    "call/{private}/": OWN,
    "review/": LEADERS,
    "assignments/": LEADERS,
    "office/": LEADERS,
    "office/people.csv": LEADERS,
    "office/people.xlsx": LEADERS,
    "office/calls.csv": LEADERS,
    "office/calls.xlsx": LEADERS,
    "office/report.pdf": LEADERS,
    "office/person/lina/": frozenset({"trainer", "northern"}),
    "certificates/": frozenset({"northern", "southern"}),
    "certificates/first-line/lina/": CERTIFIERS,
    "trail/": frozenset({"northern", "southern", "administrator"}),
    "people/": frozenset({"administrator"}),
    "workshop/": frozenset({"trainer"}),
    "workshop/new/": frozenset({"trainer"}),
    "workshop/persona/en/angry/": frozenset({"trainer"}),
    "workshop/persona/en/angry/versions/": frozenset({"trainer"}),
    "workshop/persona/en/angry/file.yaml": frozenset({"trainer"}),
}
NOT_A_PAGE = {"certificate/first-line/lina.pdf"}
"""Nobody has a certificate yet: it is as unknown to its holder as to everybody else."""
FORMS: dict[str, tuple[dict[str, str], frozenset[str]]] = {
    "call/{official}/": ({"do": "sign_off"}, frozenset({"trainer", "northern"})),
    "call/{private}/": ({"do": "contest", "criterion": "empathy", "words": "I did say sorry."}, OWN),
    "assignments/": (
        {"do": "assign", "to": "person:lina", "persona": "en/angry", "scenario": "en/billed-twice", "attempts": "1"},
        frozenset({"trainer", "northern"}),
    ),
    "workshop/new/": (
        {"do": "begin", "kind": "persona", "language": "en", "name": "late", "like": "en/angry"},
        frozenset({"trainer"}),
    ),
    "workshop/persona/en/angry/": (
        {"do": "save", "after": "0", "name": "Ms Whitfield again"},
        frozenset({"trainer"}),
    ),
    "people/": ({"do": "change", "name": "omar", "role": "trainee", "team": "north"}, frozenset({"administrator"})),
}
PUBLIC = {"/", "/words", "/favicon.ico", "/assets/{name}", "/verify", "/verify/{code}", "/invitation/{code}"}
DOOR = {"/sign-in", "/sign-out", "/language"}
BY_SESSION = {"/voice", "/saying", "/recording/{call}.json", "/recording/{call}.wav", "/voice/worklet.js"}


class Place:
    """The application with its people signed in, each in a browser of their own."""

    def __init__(self, root: Path, data: Path) -> None:
        self.services = services_without_record(root, SystemClock(), RandomIds())
        stored = self.services.passwords.hash("right horse")
        for person in PEOPLE:
            self.services.store.add_person(person, stored)
        self.calls = {"official": self._called(official=True), "private": self._called(official=False)}
        self.application: FastAPI = asyncio.run(self._mounted(data))
        self.browsers = {name: self.browser(name) for name in EVERYONE}
        self.browsers["nobody"] = self.browser(None)

    async def _mounted(self, data: Path) -> FastAPI:
        return web_application(self.services, Settings(data=data))

    def _called(self, *, official: bool) -> str:
        services, lina = self.services, PEOPLE[0]
        call = services.calls.ring(lina, "en/angry", "en/billed-twice", official=official).id
        services.calls.answer(lina, call)
        services.calls.say(lina, call, "Hello, how can I help you?")
        services.calls.hang_up(lina, call)
        services.grading.grade_call(lina, call)
        return call

    def browser(self, name: str | None) -> TestClient:
        """A browser with somebody signed in, or nobody."""
        client = TestClient(self.application, base_url="http://127.0.0.1:7860", follow_redirects=False)
        if name is not None:
            assert sign_in(client, name).status_code == 303
        return client

    def path(self, page: str) -> str:
        """The address of a page about one of the calls."""
        return f"/en/{page.format(**self.calls)}"


@pytest.fixture(scope="module")
def place(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One application for all these tests."""
    made = Place(root, tmp_path_factory.mktemp("matrix"))
    yield made
    for browser in made.browsers.values():
        browser.close()


@pytest.mark.parametrize("page", OPENED)
def test_a_page_opens_for_those_who_may_and_nobody_else(place: Place, page: str) -> None:
    opened = {name for name, one in place.browsers.items() if one.get(place.path(page)).status_code == 200}
    assert opened == OPENED[page]


@pytest.mark.parametrize("page", sorted(NOT_A_PAGE))
def test_what_is_not_there_opens_for_nobody(place: Place, page: str) -> None:
    assert {one.get(place.path(page)).status_code for name, one in place.browsers.items() if name != "nobody"} == {404}


def test_a_stranger_is_sent_to_the_door_and_learns_nothing(place: Place) -> None:
    for page in OPENED:
        answer = place.browsers["nobody"].get(place.path(page))
        assert (answer.status_code, answer.headers["location"], answer.text) == (303, "/", "")


@pytest.mark.parametrize("page", FORMS)
def test_a_form_is_taken_from_those_who_may_and_nobody_else(place: Place, page: str) -> None:
    form, allowed = FORMS[page]
    acts = len(place.services.store.trail(1_000))
    for name in [*sorted(EVERYONE - allowed), "nobody"]:
        assert posted(place, name, page, form) in (400, 401, 403, 404), name
    assert len(place.services.store.trail(1_000)) == acts
    assert posted(place, min(allowed), page, form) == 303


def test_a_form_without_the_token_of_its_session_changes_nothing(place: Place) -> None:
    for page, (form, allowed) in FORMS.items():
        for token in ("", "made up", token_of(place.browsers["omar"])):
            browser = place.browsers[min(allowed)]
            assert browser.post(place.path(page), data={**form, "token": token}).status_code == 403


@pytest.mark.parametrize("path", ["config", "gradio_api/info"])
def test_the_mounted_page_answers_whoever_is_signed_in_and_nobody_else(place: Place, path: str) -> None:
    answered = {name for name, one in place.browsers.items() if one.get(f"/ar/desk/{path}").status_code != 401}
    assert answered == EVERYONE


def test_no_event_of_the_mounted_page_answers_a_stranger(place: Place) -> None:
    config = place.browsers["lina"].get("/en/desk/config").json()
    names = [one["api_name"] for one in config["dependencies"] if isinstance(one.get("api_name"), str)]
    assert {"say", "hang_up", "ring", "ring_official", "look"} <= set(names)
    for name in names:
        sent = {"data": [], "session_hash": "x"}
        for way in ("run", "call"):
            answer = place.browsers["nobody"].post(f"/en/desk/gradio_api/{way}/{name}", json=sent)
            assert answer.status_code in (401, 404, 429), (way, name)


@pytest.mark.parametrize("name", [*sorted(EVERYONE), "nobody"])
def test_a_recording_is_asked_for_by_those_who_may_open_its_call(place: Place, name: str) -> None:
    # There is none, which only those who may open the call may learn: they and all others hear the same.
    answer = place.browsers[name].get(f"/recording/{place.calls['official']}.wav")
    assert answer.status_code == (401 if name == "nobody" else 404)


@pytest.mark.parametrize("name", [*sorted(EVERYONE), "nobody"])
def test_the_line_opens_for_nobody_who_is_in_no_call(place: Place, name: str) -> None:
    line, origin = "ws://127.0.0.1:7860/voice", {"origin": "http://127.0.0.1:7860"}
    with pytest.raises(WebSocketDisconnect) as shut, place.browsers[name].websocket_connect(line, headers=origin):
        pass
    assert shut.value.code == (4401 if name == "nobody" else 4404)


def test_every_route_is_in_the_matrix(place: Place) -> None:
    shapes = {re.sub(r"\{(official|private)\}", "{call}", page) for page in (*OPENED, *NOT_A_PAGE)}
    named = (
        ("first-line/lina", "{programme}/{name}"),
        ("person/lina", "person/{name}"),
        ("workshop/persona/en/angry", "workshop/{kind}/{where}/{name}"),
    )
    for said, shape in named:
        shapes = {one.replace(said, shape) for one in shapes}
    known = PUBLIC | DOOR | BY_SESSION | {f"/{{language}}/{one}" for one in shapes}
    routes = list(place.application.routes)
    for one in place.application.routes:
        routes += getattr(getattr(one, "original_router", None), "routes", [])
    assert {one.path for one in routes if isinstance(one, Mount)} == {"/en/desk", "/ar/desk", "/bg/desk"}
    assert {one.path for one in routes if isinstance(one, APIRoute | APIWebSocketRoute)} == known


def test_somebody_who_is_shut_out_is_out_at_once(place: Place) -> None:
    services, browser = place.services, place.browser("omar")
    assert browser.get("/en/home/").status_code == 200
    omar = PEOPLE[1]
    services.store.change_person(omar.model_copy(update={"disabled": True}))
    assert browser.get("/en/home/").headers["location"] == "/"
    assert browser.get("/en/desk/config").status_code == 401
    services.store.change_person(omar)


def token_of(browser: TestClient) -> str:
    found = re.search(r'name="token" value="([^"]+)"', browser.get("/en/account/").text)
    return found[1] if found else ""


def posted(place: Place, name: str, page: str, form: dict[str, str]) -> int:
    browser = place.browsers[name]
    return browser.post(place.path(page), data={**form, "token": token_of(browser)}).status_code
