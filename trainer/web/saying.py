"""What the customer is saying to a person right now, for a page that shows it before the whole of it is there."""

from collections.abc import Callable

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from trainer.domain.people import Person
from trainer.ui.drafts import Drafts


def saying(drafts: Drafts, person_of: Callable[[Request], Person | None]) -> APIRouter:
    """The route; everyone hears their own customer only."""
    router = APIRouter()

    @router.get("/saying")
    def said(request: Request) -> Response:
        person = person_of(request)
        if person is None:
            return JSONResponse({"sentences": []}, status_code=401)
        return JSONResponse({"sentences": drafts.said_to(person.name)}, headers={"Cache-Control": "no-store"})

    return router
