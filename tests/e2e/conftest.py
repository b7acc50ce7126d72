"""One app and one browser for all browser tests; without Chromium they are skipped, and say so."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.e2e.app import App, sit_down, started

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if "tests/e2e" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The real app on an empty record."""
    with started(tmp_path_factory.mktemp("first-ring") / "data") as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("Chromium is not installed, so NO BROWSER TEST RAN; on Debian: apt install chromium")
    # Long enough for a machine that has other work; a test waits only as long as it must.
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody's own browser."""
    made = browser.new_context(locale="en-GB")
    made.set_default_timeout(60_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page that nobody has signed in on."""
    return context.new_page()


@pytest.fixture
def desk(page: Page, app: App) -> Iterator[Page]:
    """The first trainee's desk in English, with no call open before or after."""
    sit_down(page, app, "trainee")
    yield page
    leave_calls(page, app)


def leave_calls(page: Page, app: App) -> None:
    """End the call that a test has left open."""
    page.goto(f"{app.address}/en/desk/")
    page.locator(".fr-card:visible, .fr-bar:visible, .fr-ringing:visible").first.wait_for()
    if page.locator(".fr-card:visible").count():
        return
    ringing = page.locator(".fr-ringing").is_visible()
    page.get_by_role("button", name="Not now" if ringing else "Hang up", exact=True).click()
    if not ringing:
        page.get_by_role("button", name="Hang up and see the scorecard").click()
    page.locator(".fr-verdict:visible, .fr-card:visible").first.wait_for()
