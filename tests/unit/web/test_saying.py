"""What is being said reaches the person it is said to, and nobody else."""

from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.requests import Request

from trainer.domain.people import Person, Role
from trainer.ui.drafts import Drafts
from trainer.web.saying import saying


def heard_by(name: str, drafts: Drafts) -> list[str]:
    def person_of(_: Request) -> Person:
        return Person(name=name, role=Role.TRAINEE)

    app = FastAPI()
    app.include_router(saying(drafts, person_of))
    found: list[str] = TestClient(app).get("/saying").json()["sentences"]
    return found


def test_sentences_are_there_while_they_are_said_and_gone_with_the_turn() -> None:
    drafts = Drafts()
    with drafts.to("lina") as show:
        show("Nobody helps me.")
        show("I have had enough.")
        assert heard_by("lina", drafts) == ["Nobody helps me.", "I have had enough."]
        assert heard_by("omar", drafts) == []
    assert heard_by("lina", drafts) == []
