"""Recordings, for those who may see the call and nobody else; a player asks for them piece by piece."""

from collections.abc import Callable
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from trainer.domain.people import Person
from trainer.errors import NotFound

FileOf = Callable[[Person, str], Path]
"""The recording of a call that a person may see; `NotFound` for any other."""


def recordings(file_of: FileOf, person_of: Callable[[Request], Person | None]) -> APIRouter:
    """The route of the recordings."""
    router = APIRouter()

    @router.get("/recording/{call}.wav")
    def recording(request: Request, call: str) -> Response:
        person = person_of(request)
        if person is None:
            return Response(status_code=401)
        try:
            return FileResponse(file_of(person, call), media_type="audio/wav", headers={"Cache-Control": "no-store"})
        except NotFound:
            return Response(status_code=404)

    return router
