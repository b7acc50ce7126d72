"""Serves the plain pages: who asks, whether they may, what their form does, and what went wrong, said on the page."""

import logging
import re
from collections.abc import Callable, Iterable, Mapping

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from trainer.domain.people import Person
from trainer.domain.rights import may
from trainer.domain.values import LANGUAGES
from trainer.errors import NotAllowed, NotFound, TrainerError
from trainer.texts import explain, texts_in
from trainer.ui.plain import Asked, Done, Download, File, Plain
from trainer.ui.rendering import HERE as DRAWN
from trainer.ui.shell import shell
from trainer.web.sessions import meant, session_of

log = logging.getLogger(__name__)
FORBIDDEN = "/?why=forbidden"
DONE = re.compile(r"[a-z_]{1,40}")
LONGEST_FIELD = 200_000
"""Characters of one field: a whole content file, and no more."""
MOST_FIELDS = 8_000
"""Fields of one form; the longest rubric of ours has 1,400."""
ASSETS = re.compile(r"[a-z_]+\.(css|js)")
STRICT = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Nothing that a person typed could run here, even if it were shown as it came."""
HEADERS = {"Content-Security-Policy": STRICT, "Cache-Control": "no-store"}

PersonOf = Callable[[Request], Person | None]


def plain(pages: Iterable[Plain], files: Iterable[File], person_of: PersonOf) -> APIRouter:
    """The routes of the pages and the downloads, in every language."""
    router = APIRouter()
    router.get("/assets/{name}")(asset)
    for one in pages:
        served = _Served(one, person_of)
        router.add_api_route(f"/{{language}}/{one.path}", served.get, methods=["GET"], name=f"plain:{one.path}")
        if one.acts:
            router.add_api_route(f"/{{language}}/{one.path}", served.post, methods=["POST"], name=f"form:{one.path}")
    for file in files:
        sent = _Sent(file, person_of)
        router.add_api_route(f"/{{language}}/{file.path}", sent.get, methods=["GET"], name=f"file:{file.path}")
    return router


def asset(name: str) -> Response:
    """A style sheet or a script of ours."""
    path = DRAWN / "assets" / name
    if not ASSETS.fullmatch(name) or not path.is_file():
        return Response(status_code=404)
    return FileResponse(path, headers={"Cache-Control": "no-cache"})


class _Served:
    def __init__(self, page: Plain, person_of: PersonOf) -> None:
        self._page = page
        self._person_of = person_of

    async def get(self, request: Request) -> Response:
        return await run_in_threadpool(self._get, request)

    async def post(self, request: Request) -> Response:
        async with request.form(max_fields=MOST_FIELDS, max_files=1) as form:
            typed = await _typed(form)
        return await run_in_threadpool(self._post, request, typed)

    def _get(self, request: Request) -> Response:
        asked = _admitted(request, self._page, self._person_of)
        if isinstance(asked, Response):
            return asked
        done = request.query_params.get("done", "")
        known = f"done.{done}" in asked.texts.keys if DONE.fullmatch(done) else False
        return self._drawn(asked, asked.texts(f"done.{done}") if known else "", "good")

    def _post(self, request: Request, typed: Mapping[str, str]) -> Response:
        asked = _admitted(request, self._page, self._person_of, typed)
        if isinstance(asked, Response):
            return asked
        if not meant(request, typed.get("token", "")):
            return self._drawn(asked, asked.texts("door.stale"), status=403)
        try:
            part = self._page.part(asked)
            if part is not None:
                return HTMLResponse(part, headers=HEADERS)
            done = self._page.act(asked)
        except TrainerError as error:
            return self._drawn(asked, explain(error, asked.texts), status=_status(error))
        except Exception:
            log.exception("a form could not be taken")
            return self._drawn(asked, asked.texts("fault.unforeseen", code="form"), status=500)
        return self._after(asked, done)

    def _after(self, asked: Asked, done: Done) -> Response:
        if done.show:
            return _page(asked, self._page.here, done.show, asked.texts(f"done.{done.key}"), done.tone)
        to = done.to or asked.place
        return RedirectResponse(f"/{asked.texts.language}/{_with(to, f'done={done.key}')}", status_code=303)

    def _drawn(self, asked: Asked, message: str, tone: str = "problem", status: int = 200) -> Response:
        try:
            body = self._page.show(asked)
        except TrainerError as error:
            body, message, tone, status = "", explain(error, asked.texts), "problem", _status(error)
        except Exception:
            log.exception("a page could not be made")
            body, message, tone, status = "", asked.texts("fault.unforeseen", code="page"), "problem", 500
        return _page(asked, self._page.here, body, message, tone, status)


class _Sent:
    def __init__(self, file: File, person_of: PersonOf) -> None:
        self._file = file
        self._person_of = person_of

    async def get(self, request: Request) -> Response:
        return await run_in_threadpool(self._get, request)

    def _get(self, request: Request) -> Response:
        asked = _admitted(request, self._file, self._person_of)
        if isinstance(asked, Response):
            return asked
        try:
            return _sent(self._file.make(asked))
        except TrainerError as error:
            return _page(asked, "", "", explain(error, asked.texts), status=_status(error))
        except Exception:
            log.exception("a file could not be made")
            return _page(asked, "", "", asked.texts("fault.unforeseen", code="file"), status=500)


def _admitted(
    request: Request, page: Plain | File, person_of: PersonOf, typed: Mapping[str, str] | None = None
) -> Asked | Response:
    """What is asked, by somebody who may; others are shown the door, and who is nobody learns nothing."""
    language = next((one for one in LANGUAGES if one == request.path_params["language"]), None)
    if language is None:
        return Response(status_code=404)
    person = person_of(request)
    if person is None:
        return RedirectResponse("/", status_code=303) if request.method == "GET" else Response(status_code=401)
    if not may(person, page.deed):
        return (
            RedirectResponse("/?why=forbidden", status_code=303)
            if request.method == "GET"
            else Response(status_code=403)
        )
    return Asked(
        person=person,
        texts=texts_in(language),
        place=request.url.path.removeprefix(f"/{language}/"),
        path={name: value for name, value in request.path_params.items() if name != "language"},
        query=dict(request.query_params),
        typed=typed or {},
        token=session_of(request).token,
        sitting=session_of(request).digest,
        origin=f"{request.url.scheme}://{request.url.netloc}",
    )


def _page(
    asked: Asked, here: str, body: str, message: str = "", tone: str = "problem", status: int = 200
) -> HTMLResponse:
    html = shell(asked, here, body, message, tone)
    return HTMLResponse(html, status_code=status, headers=HEADERS)


def _sent(file: Download) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "Cache-Control": "no-store",
        "Content-Security-Policy": "sandbox",
    }
    return Response(file.content, media_type=file.media, headers=headers)


async def _typed(form: FormData) -> dict[str, str]:
    """The fields as words, and what a file says; of several with one name, all of them, line by line."""
    typed: dict[str, str] = {}
    for name, value in form.multi_items():
        words = value if isinstance(value, str) else (await value.read()).decode("utf-8", errors="replace")
        typed[name] = f"{typed[name]}\n{words}" if name in typed else words[:LONGEST_FIELD]
    return typed


def _status(error: TrainerError) -> int:
    match error:
        case NotFound():
            return 404
        case NotAllowed():
            return 403
        case _:
            return 400


def _with(address: str, query: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{query}"
