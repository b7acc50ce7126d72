"""Recordings, for those who may see the call and nobody else; a player asks for them piece by piece."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from trainer.domain.people import Person
from trainer.errors import NotFound

PRIVATE = {"Cache-Control": "no-store"}
FileOf = Callable[[Person, str], Path]
"""The recording of a call that a person may see; `NotFound` for any other."""


ShapeOf = Callable[[Person, str], Mapping[str, object]]
"""How loud each side of such a call was."""
Found = TypeVar("Found")


def recordings(file_of: FileOf, shape_of: ShapeOf, person_of: Callable[[Request], Person | None]) -> APIRouter:
    """The routes of the recordings."""
    router = APIRouter()

    def found(
        request: Request, call: str, look: Callable[[Person, str], Found], show: Callable[[Found], Response]
    ) -> Response:
        person = person_of(request)
        if person is None:
            return Response(status_code=401)
        try:
            return show(look(person, call))
        except NotFound:
            return Response(status_code=404)

    @router.get("/recording/{call}.json")
    def shape(request: Request, call: str) -> Response:
        return found(request, call, shape_of, lambda one: JSONResponse(one, headers=PRIVATE))

    @router.get("/recording/{call}.wav")
    def recording(request: Request, call: str) -> Response:
        return found(request, call, file_of, lambda one: FileResponse(one, media_type="audio/wav", headers=PRIVATE))

    return router
