"""The door: signing in and out, and choosing a language."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from trainer.domain.cost import Destination
from trainer.domain.people import Person
from trainer.domain.values import LANGUAGES, Language
from trainer.ports import PeopleStore
from trainer.services.doorkeeping import Keeper
from trainer.texts import Texts, texts_in
from trainer.ui.nav import first
from trainer.web.sessions import meant, session_of, signed_in

LANGUAGE_COOKIE = "first_ring_language"
A_YEAR = 31_536_000
_STEP = r"[A-Za-z0-9_~%-][A-Za-z0-9_~%.-]{0,199}"
PLACE = re.compile(
    r"(home|desk|progress|account|call|workshop|office|assignments|review|certificates|trail|people)/"
    rf"({_STEP}(/{_STEP}){{0,3}}/?)?(\?[A-Za-z0-9_=&/.%-]{{0,300}})?"
)
"""Where a change of language may lead back to: a page of ours, with its query."""
HERE = Path(__file__).parent
_templates = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined)


def door(people: PeopleStore, keeper: Keeper, destinations: Sequence[Destination] = ()) -> APIRouter:
    """The routes of the door."""
    router = APIRouter()
    ours = Door(people, keeper, destinations)
    router.get("/words")(ours.words)
    router.get("/")(ours.entrance)
    router.get("/favicon.ico")(icon)
    router.post("/sign-in")(ours.sign_in)
    router.post("/sign-out")(ours.sign_out)
    router.post("/language")(ours.choose_language)
    return router


def icon() -> FileResponse:
    """The mark; browsers ask for it here whatever a page says, and Gradio's pages say nothing."""
    return FileResponse(HERE / "templates" / "favicon.svg", media_type="image/svg+xml")


class Door:
    """What each route does; every form must carry the token of its session."""

    def __init__(self, people: PeopleStore, keeper: Keeper, destinations: Sequence[Destination]) -> None:
        self._people = people
        self._keeper = keeper
        self._destinations = destinations

    def words(self, request: Request) -> Response:
        """Which models the words of calls go to, and where; open to everyone before they sign in."""
        texts = spoken(request, signed_in(request, self._people))
        return _drawn(request, texts, "words", destinations=self._destinations)

    def entrance(self, request: Request, why: str = "") -> Response:
        """The sign-in page; who is signed in goes on to their own page, unless they were just turned away."""
        person = signed_in(request, self._people)
        if person is not None and why != "forbidden":
            return _to(person.language, first(person))
        message = "door.forbidden" if why == "forbidden" else ""
        return _page(request, spoken(request, person), message)

    def sign_in(
        self,
        request: Request,
        name: Annotated[str, Form(max_length=200)] = "",
        password: Annotated[str, Form(max_length=1_000)] = "",
        token: Annotated[str, Form()] = "",
    ) -> Response:
        """In with the right password; the page again, with the name and the reason, with any other."""
        texts, name = spoken(request, None), name.strip()
        if not meant(request, token):
            return _page(request, texts, "door.stale", name, status=403)
        wait = self._keeper.locked_for(name)
        if wait.total_seconds() > 0:
            return _page(request, texts, "door.locked", name, minutes=1 + int(wait.total_seconds() // 60), status=429)
        person = self._keeper.let_in(name, password)
        if person is None:
            return _page(request, texts, "door.wrong", name, status=401)
        session_of(request).sign_in(person.name)
        return self._welcomed(request, person, texts.language)

    def sign_out(self, request: Request, token: Annotated[str, Form()] = "") -> Response:
        """Forget the session."""
        if meant(request, token):
            session_of(request).sign_out()
        return RedirectResponse("/", status_code=303)

    def choose_language(
        self,
        request: Request,
        language: Annotated[Language, Form()],
        to: Annotated[str, Form()] = "",
        token: Annotated[str, Form()] = "",
    ) -> Response:
        """Remember the language, with the person and in the browser, and show the same screen in it."""
        if not meant(request, token):
            return RedirectResponse("/", status_code=303)
        person = signed_in(request, self._people)
        if person is not None:
            self._people.choose_language(person.name, language)
        back = f"/{language}/{to}" if person and PLACE.fullmatch(to) else "/"
        answer = RedirectResponse(back, status_code=303)
        answer.set_cookie(LANGUAGE_COOKIE, language, max_age=A_YEAR, httponly=True, samesite="lax")
        return answer

    def _welcomed(self, request: Request, person: Person, shown: Language) -> Response:
        """To the person's page, in the language that this browser has chosen or else in theirs."""
        if LANGUAGE_COOKIE not in request.cookies:
            return _to(person.language, first(person))
        if shown != person.language:
            self._people.choose_language(person.name, shown)
        return _to(shown, first(person))


def _to(language: Language, place: str) -> RedirectResponse:
    return RedirectResponse(f"/{language}/{place}", status_code=303)


def spoken(request: Request, person: Person | None) -> Texts:
    """The language of the person, of the cookie, or the first of ours that the browser asks for."""
    wanted = [person.language] if person else [request.cookies.get(LANGUAGE_COOKIE, "")]
    wanted += [part[:2].lower() for part in request.headers.get("accept-language", "").replace(" ", "").split(",")]
    return texts_in(next((one for part in wanted for one in LANGUAGES if one == part), "en"))


def turned_away(request: Request, message: str, status: int) -> Response:
    """The sign-in page with the reason why somebody who came from elsewhere was not let in."""
    return _page(request, spoken(request, None), message, status=status)


def _page(
    request: Request, texts: Texts, message: str, name: str = "", status: int = 200, **params: int
) -> HTMLResponse:
    said = texts(message, **params) if message else ""
    elsewhere = getattr(request.app.state, "elsewhere", "")
    return _drawn(request, texts, "door", status, name=name, message=said, elsewhere=elsewhere)


def _drawn(request: Request, texts: Texts, page: str, status: int = 200, **values: object) -> HTMLResponse:
    html = _templates.get_template(f"{page}.html.j2").render(
        t=texts, texts=texts, languages=LANGUAGES, token=session_of(request).token, **values
    )
    return HTMLResponse(html, status_code=status)
