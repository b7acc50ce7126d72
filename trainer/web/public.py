"""What anybody may open: whether a certificate is real, and the link with which one chooses a password."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trainer.domain.accounts import SHORTEST_PASSWORD
from trainer.errors import NotFound, TrainerError
from trainer.services.accounts import Accounts
from trainer.services.certification import Certification
from trainer.texts import Texts, explain
from trainer.ui.rendering import render
from trainer.ui.shell import bare
from trainer.web.plain import HEADERS
from trainer.web.sessions import meant, session_of

MOST = 60
"""Codes that one address may look up in a minute; a certificate's has 96 random bits."""


class Public:
    """The pages for strangers."""

    def __init__(
        self,
        certification: Certification,
        accounts: Accounts,
        texts_of: Callable[[Request], Texts],
        now: Callable[[], datetime],
    ) -> None:
        self._certification = certification
        self._accounts = accounts
        self._texts_of = texts_of
        self._now = now
        self._asked: dict[str, list[datetime]] = {}

    def routes(self) -> APIRouter:
        """Where they are."""
        router = APIRouter()
        router.get("/verify")(self.ask)
        router.get("/verify/{code}")(self.verify)
        router.get("/invitation/{code}")(self.invitation)
        router.post("/invitation/{code}")(self.accept)
        return router

    def ask(self, request: Request, code: str = "") -> Response:
        """Where a code is typed in."""
        if code:
            return RedirectResponse(f"/verify/{code.strip()[:80].replace('/', '')}", status_code=303)
        texts = self._texts_of(request)
        return _page(bare(texts, render("verify", texts, found=None, code="")))

    def verify(self, request: Request, code: str) -> Response:
        """What the record says of a certificate."""
        texts = self._texts_of(request)
        if not self._may_ask(request.client.host if request.client else ""):
            return _page(bare(texts, "", texts("verify.too_often")), 429)
        try:
            found = self._certification.verify(code)
        except NotFound:
            return _page(bare(texts, render("verify", texts, found=None, code=code)), 404)
        return _page(bare(texts, render("verify", texts, found=found, code=code)))

    def invitation(self, request: Request, code: str) -> Response:
        """Where whoever was invited chooses a password."""
        return self._invitation(request, code)

    def accept(
        self,
        request: Request,
        code: str,
        password: Annotated[str, Form(max_length=1_000)] = "",
        again: Annotated[str, Form(max_length=1_000)] = "",
        token: Annotated[str, Form(max_length=200)] = "",
    ) -> Response:
        """Choose it, and come in."""
        texts = self._texts_of(request)
        if not meant(request, token):
            return self._invitation(request, code, texts("door.stale"), 403)
        if password != again:
            return self._invitation(request, code, texts("fault.people.not_the_same"), 400)
        try:
            person = self._accounts.accept(code, password)
        except TrainerError as error:
            return self._invitation(request, code, explain(error, texts), 400)
        session_of(request).sign_in(person.name)
        return RedirectResponse("/", status_code=303)

    def _invitation(self, request: Request, code: str, message: str = "", status: int = 200) -> Response:
        texts = self._texts_of(request)
        try:
            person = self._accounts.invited(code)
        except NotFound as error:
            return _page(bare(texts, render("uninvited", texts), explain(error, texts)), 404)
        token = session_of(request).token
        body = render("invitation", texts, person=person, token=token, least=SHORTEST_PASSWORD)
        return _page(bare(texts, body, message), status)

    def _may_ask(self, address: str) -> bool:
        now = self._now()
        self._asked = {one: lately for one, when in self._asked.items() if (lately := _lately(when, now))}
        asked = self._asked.setdefault(address, [])
        asked.append(now)
        return len(asked) <= MOST


def _lately(when: list[datetime], now: datetime) -> list[datetime]:
    return [one for one in when if now - one < timedelta(minutes=1)]


def _page(html: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(html, status_code=status, headers=HEADERS)
