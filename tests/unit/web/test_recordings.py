"""A recording is heard by those who may see its call."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from trainer.domain.people import Person, Role
from trainer.errors import NotFound
from trainer.web.recordings import recordings

LINA = Person(name="lina", role=Role.TRAINEE)


@pytest.mark.parametrize(
    ("person", "call", "status"), [(LINA, "mine", 200), (LINA, "another", 404), (None, "mine", 401)]
)
def test_who_may_hear(tmp_path: Path, person: Person | None, call: str, status: int) -> None:
    sound = tmp_path / "both.wav"
    sound.write_bytes(b"RIFF" + bytes(100))

    def file_of(_: Person, name: str) -> Path:
        if name != "mine":
            raise NotFound("call.unknown", id=name)
        return sound

    app = FastAPI()
    app.include_router(recordings(file_of, lambda one, name: {"file": file_of(one, name).name}, lambda _: person))
    drawn = TestClient(app).get(f"/recording/{call}.json")
    assert drawn.status_code == status
    assert status != 200 or drawn.json() == {"file": "both.wav"}
    answer = TestClient(app).get(f"/recording/{call}.wav", headers={"Range": "bytes=0-9"})
    assert answer.status_code == (206 if status == 200 else status)
    assert len(answer.content) == (10 if status == 200 else 0)
