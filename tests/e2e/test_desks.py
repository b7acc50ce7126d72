"""The three desks together: a trainer writes, a new hire takes calls, a manager decides, a stranger checks."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from tests.e2e.app import App, hang_up, pick_up, say, sign_in, sit_down, started

LINES = (
    "السلام عليكم، معك سالم من خدمة العملاء، كيف أقدر أخدمك؟",
    "أعتذر منك، أفهم انزعاجك وأتحمل المسؤولية. ممكن رقم الحساب لو سمحت؟",
    "بنرجع لك المبلغ كامل على بطاقتك خلال ثلاثة أيام عمل وبأرسل لك رسالة تأكيد.",
)
CALLS = 2


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app of its own: what is published here is met nowhere else."""
    with started(tmp_path_factory.mktemp("desks") / "data") as running:
        yield running


@pytest.fixture
def desks(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """A browser for each of the people."""
    made = {name: browser.new_context(locale="en-GB") for name in ("trainer", "trainee", "manager", "stranger")}
    for context in made.values():
        context.set_default_timeout(60_000)
    yield made
    for context in made.values():
        context.close()


def test_from_a_trainers_draft_to_a_certificate_that_a_stranger_sees_revoked(
    house: App, desks: dict[str, BrowserContext], tmp_path: Path
) -> None:
    trainer, trainee, manager = (desks[name].new_page() for name in ("trainer", "trainee", "manager"))
    sign_in(trainer, house, "trainer")
    _a_persona_is_refused_and_mended(trainer, house)
    _a_rubric_is_refused_and_mended(trainer, house)
    _a_programme_is_written(trainer, house)
    _a_call_is_assigned(trainer, house)
    sit_down(trainee, house, "trainee", "ar")
    for _ in range(CALLS):
        _an_official_call_is_taken(trainee, house)
    _a_criterion_is_contested(trainee, house)
    sign_in(manager, house, "manager")
    _the_contest_is_answered(manager, house)
    code = _a_certificate_is_signed(manager, house, tmp_path)
    stranger = desks["stranger"].new_page()
    stranger.goto(f"{house.address}/verify/{code}")
    expect(stranger.locator(".fr-pill")).to_contain_text("valid")
    expect(stranger.locator(".fr-big")).to_have_text("trainee")
    manager.get_by_text("Take the certificate back").click()
    manager.locator("details[open] textarea").fill("The calls were taken by somebody else.")
    manager.once("dialog", lambda dialog: dialog.accept())
    manager.get_by_role("button", name="Take it back").click()
    expect(manager.locator(".fr-notice")).to_be_visible()
    stranger.reload()
    expect(stranger.locator(".fr-pill")).to_contain_text("taken back")
    trainee.goto(f"{house.address}/ar/home/")
    expect(trainee.locator("q", has_text="somebody else")).to_be_visible()


def _a_persona_is_refused_and_mended(page: Page, app: App) -> None:
    page.goto(f"{app.address}/en/workshop/new/?kind=persona")
    page.locator("select[name=language]").select_option("ar")
    page.locator("input[name=name]").fill("late-guest")
    page.locator("select[name=like]").select_option("ar/angry")
    page.get_by_role("button", name="Begin the draft").click()
    page.locator("input[name=name]").fill("أبو تركي")
    _slide(page, "starts.anger", 10)
    _slide(page, "dynamics.anger_rises", 0)
    page.locator("input[name=difficulty]").fill("9")
    expect(page.locator("#e-f-difficulty")).to_contain_text("too much")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".fr-notice")).to_contain_text("cannot be published with faults")
    page.locator("input[name=difficulty]").fill("3")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator("main")).to_contain_text("The customer gives in")
    expect(page.locator(".fr-talk .fr-customer").first).to_be_visible()
    page.get_by_role("link", name="Back to the draft").click()
    _slide(page, "starts.anger", 75)
    _slide(page, "dynamics.anger_rises", 1.2)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".fr-notice")).to_contain_text("Published")


def _slide(page: Page, name: str, value: float) -> None:
    page.locator(f"input[name='{name}']").fill(str(value))


def _a_rubric_is_refused_and_mended(page: Page, app: App) -> None:
    page.goto(f"{app.address}/en/workshop/new/?kind=rubric")
    page.locator("input[name=name]").fill("guests")
    page.locator("select[name=like]").select_option("foundations")
    page.get_by_role("button", name="Begin the draft").click()
    page.get_by_role("link", name="Edit as YAML").click()
    text = page.locator("textarea[name=text]").input_value()
    page.locator("textarea[name=text]").fill(re.sub(r"adds: \S+", "adds: 0", text))
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator("main")).to_contain_text("does not tell good calls from bad ones", timeout=120_000)
    page.get_by_role("link", name="Back to the draft").click()
    page.get_by_role("button", name="Undo the last change").click()
    expect(page.locator(".fr-notice")).to_contain_text("The earlier text is back")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".fr-notice")).to_contain_text("Published", timeout=120_000)


def _a_programme_is_written(page: Page, app: App) -> None:
    page.goto(f"{app.address}/en/workshop/new/?kind=programme")
    page.locator("input[name=name]").fill("guests")
    page.get_by_role("button", name="Begin the draft").click()
    fields = {"name.en": "Late guests", "rubric": "guests", "calls": str(CALLS), "passing": str(CALLS), "mark": "20"}
    for name, value in fields.items():
        page.locator(f"[name='{name}']").fill(value)
    page.locator("select[name=fresh]").select_option("any")
    for row in range(3):
        page.locator(f"select[name='temperaments.{row}.key']").select_option("")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".fr-notice")).to_contain_text("Published")


def _a_call_is_assigned(page: Page, app: App) -> None:
    page.goto(f"{app.address}/en/assignments/")
    page.locator("select[name=to]").select_option("person:trainee")
    page.locator("select[name=persona]").select_option("ar/late-guest")
    page.locator("select[name=scenario]").select_option("ar/billed-twice")
    page.locator("select[name=rubric]").select_option("guests")
    page.locator("input[name=attempts]").fill(str(CALLS))
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.locator(".fr-table tbody tr")).to_have_count(1)


def _an_official_call_is_taken(page: Page, app: App) -> None:
    page.goto(f"{app.address}/ar/home/")
    expect(page.locator(".fr-list").first).to_contain_text("أبو تركي")
    page.goto(f"{app.address}/ar/desk/")
    pick_up(page, "ar", "ar/late-guest", "ar/billed-twice", official=True)
    for line in LINES:
        say(page, line)
    hang_up(page, "ar")


def _a_criterion_is_contested(page: Page, app: App) -> None:
    page.goto(f"{app.address}/ar/progress/")
    page.locator(".fr-table tbody .fr-go a").first.click()
    page.locator("#review details summary").first.click()
    page.locator("#review textarea").first.fill("قلت ذلك بوضوح في الدور الثاني.")
    page.locator("#review form button").first.click()
    expect(page.locator("#review q")).to_contain_text("قلت ذلك")


def _the_contest_is_answered(page: Page, app: App) -> None:
    page.goto(f"{app.address}/en/review/")
    page.locator("main a[href*='/call/']").first.click()
    form = page.locator("#review form").filter(has=page.locator("[name=do][value=overrule]"))
    form.locator("[name=level]").fill("4")
    form.locator("[name=reason]").fill("Said so in turn 3.")
    form.get_by_role("button", name="Overrule").click()
    expect(page.locator("#review q", has_text="Said so in turn 3.").first).to_be_visible()


def _a_certificate_is_signed(page: Page, app: App, folder: Path) -> str:
    page.goto(f"{app.address}/en/certificates/")
    page.get_by_role("row", name=re.compile("^trainee Late guests")).get_by_role("link").click()
    page.get_by_role("button", name="Sign the certificate").click()
    with page.expect_download() as started_download:
        page.get_by_role("link", name="Download the certificate").click()
    path = folder / "certificate.pdf"
    started_download.value.save_as(path)
    assert "Late guests" in PdfReader(path).pages[0].extract_text()
    address = page.get_by_role("link", name="See what a stranger sees").get_attribute("href")
    assert address is not None
    return address.rpartition("/")[2]
