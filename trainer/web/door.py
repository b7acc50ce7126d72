"""The door: signing in and out, and choosing a language."""

import re
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import HTTPConnection, Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from trainer.domain.cost import Destination
from trainer.domain.people import Person, Role
from trainer.domain.values import LANGUAGES, Language
from trainer.ports import PeopleStore
from trainer.texts import Texts, texts_in
from trainer.web.passwords import Keeper

HOME: Mapping[Role, str] = {Role.TRAINEE: "desk", Role.TRAINER: "workshop", Role.MANAGER: "office"}
LANGUAGE_COOKIE = "first_ring_language"
A_YEAR = 31_536_000
PLACE = re.compile(r"(desk|workshop|office)/(\?[A-Za-z0-9_=&/.-]{0,300})?")
"""Where a change of language may lead back to: a page of ours, with its query."""
HERE = Path(__file__).parent
_templates = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined)


def signed_in(request: HTTPConnection, people: PeopleStore) -> Person | None:
    """The person whose session the request carries, if they are still let in."""
    name = request.session.get("name")
    person = people.person(name) if isinstance(name, str) else None
    return person if person is not None and not person.disabled else None


def token_of(request: Request) -> str:
    """The token of the session's forms, made when it is first asked for."""
    return str(request.session.setdefault("token", secrets.token_urlsafe(24)))


def meant(request: Request, token: str) -> bool:
    """Whether a form came from a page of ours in this very session."""
    return secrets.compare_digest(token.encode(), token_of(request).encode())


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
        texts = _spoken(request, signed_in(request, self._people))
        return _drawn(request, texts, "words", destinations=self._destinations)

    def entrance(self, request: Request, why: str = "") -> Response:
        """The sign-in page; who is signed in goes on to their own page, unless they were just turned away."""
        person = signed_in(request, self._people)
        if person is not None and why != "forbidden":
            return _to(person.language, HOME[person.role])
        message = "door.forbidden" if why == "forbidden" else ""
        return _page(request, _spoken(request, person), message)

    def sign_in(
        self,
        request: Request,
        name: Annotated[str, Form(max_length=200)] = "",
        password: Annotated[str, Form(max_length=1_000)] = "",
        token: Annotated[str, Form()] = "",
    ) -> Response:
        """In with the right password; the page again, with the name and the reason, with any other."""
        texts, name = _spoken(request, None), name.strip()
        if not meant(request, token):
            return _page(request, texts, "door.stale", name, status=403)
        wait = self._keeper.locked_for(name)
        if wait.total_seconds() > 0:
            return _page(request, texts, "door.locked", name, minutes=1 + int(wait.total_seconds() // 60), status=429)
        person = self._keeper.let_in(name, password)
        if person is None:
            return _page(request, texts, "door.wrong", name, status=401)
        # A session is never carried over from whoever sat here before.
        request.session.clear()
        request.session["name"] = person.name
        token_of(request)
        return self._welcomed(request, person, texts.language)

    def sign_out(self, request: Request, token: Annotated[str, Form()] = "") -> Response:
        """Forget the session."""
        if meant(request, token):
            request.session.clear()
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
            return _to(person.language, HOME[person.role])
        if shown != person.language:
            self._people.choose_language(person.name, shown)
        return _to(shown, HOME[person.role])


def _to(language: Language, desk: str) -> RedirectResponse:
    return RedirectResponse(f"/{language}/{desk}/", status_code=303)


def _spoken(request: Request, person: Person | None) -> Texts:
    """The language of the person, of the cookie, or the first of ours that the browser asks for."""
    wanted = [person.language] if person else [request.cookies.get(LANGUAGE_COOKIE, "")]
    wanted += [part[:2].lower() for part in request.headers.get("accept-language", "").replace(" ", "").split(",")]
    return texts_in(next((one for part in wanted for one in LANGUAGES if one == part), "en"))


def _page(
    request: Request, texts: Texts, message: str, name: str = "", status: int = 200, **params: int
) -> HTMLResponse:
    said = texts(message, **params) if message else ""
    return _drawn(request, texts, "door", status, name=name, message=said)


def _drawn(request: Request, texts: Texts, page: str, status: int = 200, **values: object) -> HTMLResponse:
    html = _templates.get_template(f"{page}.html.j2").render(
        t=texts, texts=texts, languages=LANGUAGES, token=token_of(request), **values
    )
    return HTMLResponse(html, status_code=status)
