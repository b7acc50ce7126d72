"""With a model the customer is heard sentence by sentence, a grade is awaited, and the pages say where words go."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.endpoint import Endpoint, Request
from bench.obliging import obliging
from tests.e2e.app import App, box, pick_up, sit_down, started

FIRST, REST = "Nobody does a thing about it.", "I have been waiting for days now. I am fed up."
JUDGED = threading.Event()


def says(request: Request) -> str:
    if "verdicts" in str(request.get("response_format", "")):
        JUDGED.wait(30)
        return obliging(request)
    return f"{FIRST} {REST}"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app with a model that takes its time."""
    data: Path = tmp_path_factory.mktemp("with-model") / "data"
    # Requests to judge are held back, and would hold back the words on the same loop.
    with Endpoint(says, pace=0.15) as words, Endpoint(says) as judge:
        settings = {"MODEL": "talker", "MODEL_URL": words.url, "JUDGING_MODEL": "judge", "JUDGING_URL": judge.url}
        with started(data, **{f"FIRST_RING_{name}": value for name, value in settings.items()}) as running:
            yield running


def test_a_call_with_a_model_from_the_first_sentence_to_its_grade(page: Page, app: App) -> None:
    page.goto(f"{app.address}/words")
    expect(page.locator(".enter")).to_contain_text("talker")
    expect(page.locator(".enter")).to_contain_text("127.0.0.1")
    sit_down(page, app, "trainee")
    pick_up(page, "en", "en/angry", "en/billed-twice")
    box(page).fill("Good morning, how can I help?")
    box(page).press("Enter")
    expect(page.locator(".fr-saying")).to_have_text(FIRST)
    expect(page.locator("#fr-talk .fr-customer p")).to_have_text(f"{FIRST} {REST}")
    expect(page.locator("#fr-talk .fr-customer .fr-by")).to_contain_text("model")
    page.get_by_role("button", name="Hang up", exact=True).click()
    page.get_by_role("button", name="Hang up and see the scorecard").click()
    expect(page.locator(".fr-awaiting h1")).to_have_text("Awaiting the grade")
    expect(page.locator(".fr-verdict")).to_have_count(0)
    JUDGED.set()
    expect(page.locator(".fr-verdict")).to_be_visible()
    expect(page.locator(".fr-made")).to_contain_text("judge, a language model")
