"""The whole web application over a record that is forgotten, and people whose passwords are known."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from trainer.bootstrap import Services, services_without_record
from trainer.domain.people import Person, Role
from trainer.serving import web_application
from trainer.settings import Settings
from trainer.system import Argon2Passwords, RandomIds, SystemClock

PASSWORD = "right horse"


@pytest.fixture(scope="session")
def services(root: Path) -> Services:
    """Services with one person of each role."""
    made = services_without_record(root, SystemClock(), RandomIds())
    stored = Argon2Passwords().hash(PASSWORD)
    for role in Role:
        made.store.add_person(Person(name=role.value, role=role), stored)
    return made


@pytest.fixture(scope="session")
def application(services: Services, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The application, mounted once for all tests."""

    async def mounted() -> FastAPI:
        return web_application(services, Settings(data=tmp_path_factory.mktemp("web")))

    # Outside a running loop Gradio opens one for each of its locks, and closes none of them.
    return asyncio.run(mounted())


@pytest.fixture
def client(application: FastAPI) -> Iterator[TestClient]:
    """A browser without cookies; the app's own start-up is not needed for what is asked here."""
    client = TestClient(application, base_url="http://127.0.0.1:7860", follow_redirects=False)
    yield client
    client.close()
