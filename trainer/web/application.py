"""The FastAPI application: the door, the pages behind it, and the guards around both."""

from collections.abc import Callable, Sequence

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.requests import Request

from trainer.domain.people import Person
from trainer.domain.rights import may
from trainer.domain.values import LANGUAGES
from trainer.ports import Clock, Store
from trainer.services.doorkeeping import Keeper
from trainer.texts import texts_in
from trainer.ui.frame import Page, mount
from trainer.ui.house import House
from trainer.ui.pages import PAGES, files, plain_pages
from trainer.web.bound import BoundToPerson
from trainer.web.door import door, spoken
from trainer.web.guards import Doorkeeper, SafeHeaders, SameOrigin, SizeLimit
from trainer.web.plain import plain
from trainer.web.provider import Provider
from trainer.web.public import Public
from trainer.web.rates import RateLimit
from trainer.web.saying import saying
from trainer.web.sessions import Sessions, session_of, signed_in


def application(house: House, store: Store, keeper: Keeper, clock: Clock, provider: Provider | None = None) -> FastAPI:
    """The whole app over a record."""
    mounted = {f"/{language}/{page.desk}": page for language in LANGUAGES for page in PAGES}

    def person_of(request: Request) -> Person | None:
        return signed_in(request, store)

    def may_open(request: Request, path: str) -> bool:
        person = person_of(request)
        return person is not None and may(person, mounted[path].deed)

    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[
            Middleware(SafeHeaders),
            Middleware(SizeLimit),
            Middleware(RateLimit),
            Middleware(SameOrigin),
            Middleware(Sessions, sittings=store, clock=clock),
            Middleware(BoundToPerson, person_of=lambda request: session_of(request).name()),
            Middleware(Doorkeeper, may_open=may_open, pages=tuple(mounted)),
        ],
    )
    app.include_router(door(store, keeper, house.destinations))
    public = Public(house.certification, house.accounts, lambda one: spoken(one, person_of(one)), clock.now)
    app.include_router(public.routes())
    if provider is not None:
        # Loaded only where it is used: it takes a quarter of a second.
        from trainer.web.oidc import START, Oidc

        app.include_router(Oidc(provider, store).routes())
        app.state.elsewhere = START
    app.include_router(saying(house.drafts, person_of))
    for language in LANGUAGES:
        _mount(app, language, PAGES, house, person_of)
    app.include_router(plain(plain_pages(house), files(house), person_of))
    return app


def _mount(
    app: FastAPI, language: str, pages: Sequence[Page], house: House, person_of: Callable[[Request], Person | None]
) -> None:
    texts = texts_in(next(one for one in LANGUAGES if one == language))
    for page in pages:

        def admitted(request: Request, page: Page = page) -> str | None:
            person = person_of(request)
            return person.name if person is not None and may(person, page.deed) else None

        mount(app, page.build(house, texts), f"/{language}/{page.desk}", admitted)
