"""Everybody can use it: axe-core finds nothing serious on any page in any language, and the keyboard is enough."""

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.e2e.app import App, hang_up, pick_up, say, sign_in, sit_down, started
from trainer.domain.values import Language
from trainer.texts import texts_in

WANTED = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
LEADING = {
    "trainer": (
        "workshop/",
        "workshop/new/?kind=persona",
        "workshop/persona/{language}/angry/",
        "workshop/scenario/{language}/billed-twice/",
        "workshop/rubric/all/complaint/",
        "workshop/programme/all/first-line/",
        "workshop/persona/{language}/angry/versions/",
        "office/",
        "office/person/trainee/",
        "assignments/",
        "review/",
    ),
    "manager": ("office/", "review/", "certificates/", "certificates/first-line/trainee/", "trail/", "account/"),
    "administrator": ("people/", "trail/"),
}
SHOWN: tuple[tuple[Language, str], ...] = (("en", "light"), ("ar", "light"), ("ar", "dark"), ("bg", "dark"))
"""Every language, and both schemes; the colours do not depend on the language."""
SAID = {
    "en": "Good morning, this is Alex, how can I help?",
    "ar": "السلام عليكم، معك سالم، كيف أقدر أخدمك؟",
    "bg": "Добро утро, Алекс е на телефона, с какво да помогна?",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app of its own."""
    with started(tmp_path_factory.mktemp("access") / "data") as running:
        yield running


@pytest.fixture
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A browser in the scheme of the test, without motion: a colour that is still fading in has no contrast yet."""
    scheme = request.node.callspec.params["scheme"]
    made = browser.new_context(locale="en-GB", color_scheme=scheme, reduced_motion="reduce")
    made.set_default_timeout(60_000)
    yield made
    made.close()


def findings(page: Page) -> list[str]:
    """What axe-core calls serious or critical, with the element and the reason."""
    found: Any = Axe().run(page, options=WANTED).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    return [
        f"{one['id']}: {node['html'][:150]} {node['failureSummary'][:200]}" for one in serious for node in one["nodes"]
    ]


@pytest.mark.parametrize(("language", "scheme"), SHOWN)
def test_no_page_that_is_read_or_filled_in_has_a_serious_finding(
    page: Page, house: App, language: Language, scheme: str
) -> None:
    page.goto(f"{house.address}/verify")
    found = {"verify": findings(page)}
    page.goto(house.address)
    found["door"] = findings(page)
    for name, paths in LEADING.items():
        page.context.clear_cookies()
        sign_in(page, house, name, language)
        for path in paths:
            page.goto(f"{house.address}/{language}/{path.format(language=language)}")
            found[path] = findings(page)
    assert {path: one for path, one in found.items() if one} == {}


@pytest.mark.parametrize(("language", "scheme"), SHOWN)
def test_no_screen_of_a_call_has_a_serious_finding(page: Page, house: App, language: Language, scheme: str) -> None:
    t = texts_in(language)
    sit_down(page, house, "trainee", language)
    page.locator(".fr-card").first.wait_for()
    found = {"choose": findings(page)}
    page.get_by_role("button", name=t("choose.next")).click()
    page.get_by_role("button", name=t("briefing.ring_official")).wait_for()
    found["briefing"] = findings(page)
    page.goto(f"{house.address}/{language}/desk/")
    pick_up(page, language, official=True)
    say(page, SAID[language])
    found["call"] = findings(page)
    hang_up(page, language)
    found["card"] = findings(page)
    for path in ("home/", "progress/", "account/"):
        page.goto(f"{house.address}/{language}/{path}")
        found[path] = findings(page)
    page.goto(f"{house.address}/{language}/progress/")
    page.locator(".fr-table .fr-go a").first.click()
    page.locator("#review").wait_for()
    found["review"] = findings(page)
    assert {screen: one for screen, one in found.items() if one} == {}


def reach(page: Page, what: str, most: int = 80) -> None:
    """Go on with Tab until the element of that selector has the focus."""
    for _ in range(most):
        if page.evaluate("what => document.activeElement?.matches(what) ?? false", what):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {what}")


def test_a_new_hire_needs_no_mouse_from_the_door_to_the_contest(browser: Browser, house: App) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(house.address)
    reach(page, "input[name=name]")
    page.keyboard.type("second")
    reach(page, "input[name=password]")
    page.keyboard.type(house.passwords["second"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/home/")
    reach(page, "a.fr-button[href*='/desk/']")
    page.keyboard.press("Enter")
    official, answer = "Take it as an official call", "Answer"
    page.locator(".fr-card:visible, .fr-briefing:visible").first.wait_for()
    if not page.get_by_role("button", name=official).is_visible():
        _press(page, "Read the briefing", page.get_by_role("button", name=official))
    _press(page, official, page.get_by_role("button", name=answer, exact=True))
    _press(page, answer, page.locator("#fr-say textarea"))
    for words in ("Good morning, this is Alex, how can I help?", "I'm so sorry, I'll sort this out for you today."):
        reach(page, "#fr-say textarea")
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        expect(page.locator("#fr-talk")).to_contain_text(words)
        page.wait_for_function("!document.documentElement.classList.contains('fr-is-waiting')")
    sure = "Hang up and see the scorecard"
    _press(page, "Hang up", page.get_by_role("button", name=sure))
    _press(page, sure, page.locator(".fr-verdict"))
    page.goto(f"{house.address}/en/progress/")
    reach(page, ".fr-table .fr-go a")
    page.keyboard.press("Enter")
    page.locator("#review").wait_for()
    reach(page, "#review summary", most=200)
    page.keyboard.press("Enter")
    reach(page, "#review textarea")
    page.keyboard.type("I did name the feeling.")
    reach(page, "#review form button")
    page.keyboard.press("Enter")
    expect(page.locator("#review q")).to_contain_text("I did name the feeling.")
    page.context.close()


def _press(page: Page, button: str, then: Locator, tries: int = 4) -> None:
    """Reach a button by its name, with the keyboard alone, and press it, up to what comes of it.

    A screen that has just come takes the focus to its title; who was quicker than that tabs on from there.
    """
    page.get_by_role("button", name=button, exact=True).wait_for()
    for _ in range(tries):
        _tab_to(page, button)
        page.keyboard.press("Enter")
        with contextlib.suppress(PlaywrightTimeout):
            then.wait_for(timeout=15_000)
            return
    raise AssertionError(f"nothing comes of {button}")


def _tab_to(page: Page, button: str) -> None:
    for _ in range(120):
        if page.evaluate("document.activeElement?.innerText?.trim() ?? ''") == button:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {button}")
