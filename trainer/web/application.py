"""The FastAPI application: the door, the pages mounted behind it, and the guards around both."""

from collections.abc import Callable, Sequence
from datetime import datetime

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request

from trainer.domain.people import Person
from trainer.domain.values import LANGUAGES
from trainer.ports import PeopleStore
from trainer.texts import texts_in
from trainer.ui.frame import Page, mount
from trainer.ui.house import House
from trainer.ui.pages import PAGES
from trainer.web.door import door, signed_in
from trainer.web.guards import Doorkeeper, SafeHeaders, SameOrigin, SizeLimit
from trainer.web.passwords import Keeper
from trainer.web.saying import saying

SESSION_SECONDS = 12 * 3_600
"""A working day with its overtime."""


def application(house: House, people: PeopleStore, secret: str, now: Callable[[], datetime]) -> FastAPI:
    """The whole app; `secret` signs the sessions."""
    mounted = {f"/{language}/{page.desk}": page for language in LANGUAGES for page in PAGES}

    def may_open(request: Request, path: str) -> bool:
        person = signed_in(request, people)
        return person is not None and person.role in mounted[path].roles

    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[
            Middleware(SafeHeaders),
            Middleware(SizeLimit),
            Middleware(SameOrigin),
            Middleware(
                SessionMiddleware,
                secret_key=secret,
                session_cookie="first_ring",
                max_age=SESSION_SECONDS,
                same_site="lax",
            ),
            Middleware(Doorkeeper, may_open=may_open, pages=tuple(mounted)),
        ],
    )
    app.include_router(door(people, Keeper(people, now), house.destinations))
    app.include_router(saying(house.drafts, lambda request: signed_in(request, people)))
    for language in LANGUAGES:
        _mount(app, language, PAGES, house, lambda request: signed_in(request, people))
    return app


def _mount(
    app: FastAPI, language: str, pages: Sequence[Page], house: House, person_of: Callable[[Request], Person | None]
) -> None:
    texts = texts_in(next(one for one in LANGUAGES if one == language))
    for page in pages:

        def admitted(request: Request, page: Page = page) -> str | None:
            person = person_of(request)
            return person.name if person is not None and person.role in page.roles else None

        mount(app, page.build(house, texts), f"/{language}/{page.desk}", admitted)
