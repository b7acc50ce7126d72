"""Who gets in, whose things they see, and in which language."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.e2e.app import App, hang_up, overflow, pick_up, say, sign_in, sit_down


def test_a_wrong_password_is_refused_in_place_and_the_name_stays(page: Page, app: App) -> None:
    page.goto(app.address)
    page.get_by_label("Name").fill("manager")
    page.get_by_label("Password").fill("not it")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.get_by_label("Name")).to_have_value("manager")


def test_another_trainees_scorecard_is_as_unknown_as_none(desk: Page, browser: Browser, app: App) -> None:
    pick_up(desk, "en")
    say(desk, "Good morning, this is my secret sentence.")
    hang_up(desk, "en")
    expect(desk).to_have_url(re.compile(r"\?call="))
    address = desk.url
    context = browser.new_context(locale="en-GB")
    stranger = context.new_page()
    sit_down(stranger, app, "second", "en")
    stranger.locator(".fr-card").first.wait_for()
    stranger.goto(address)
    expect(stranger.locator(".fr-problem:visible")).to_contain_text("There is no such call")
    assert "secret sentence" not in stranger.content()
    context.close()


def test_a_trainer_reads_the_scorecard_of_an_official_call_and_the_state_of_the_content(
    desk: Page, browser: Browser, app: App
) -> None:
    pick_up(desk, "en", official=True)
    say(desk, "Good morning, this is Alex.")
    hang_up(desk, "en")
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    sign_in(page, app, "trainer", "en")
    expect(page.locator(".fr-pieces").first).to_contain_text("en/angry")
    page.get_by_role("link", name="Team", exact=True).click()
    page.get_by_role("link", name="trainee", exact=True).first.click()
    page.get_by_role("link", name="Scorecard").first.click()
    expect(page.locator(".fr-verdict")).to_contain_text("trainee")
    context.close()


def test_the_trainers_and_the_managers_pages_are_shut_to_a_trainee(desk: Page, app: App) -> None:
    for closed in ("workshop", "office"):
        desk.goto(f"{app.address}/en/{closed}/")
        expect(desk.get_by_role("alert")).to_contain_text("not open to your role")
        assert desk.request.post(f"{app.address}/en/{closed}/").status in (403, 405)


def test_the_managers_page_counts_by_person(desk: Page, browser: Browser, app: App) -> None:
    pick_up(desk, "en", official=True)
    say(desk, "Good morning, this is Alex.")
    hang_up(desk, "en")
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    sign_in(page, app, "manager", "en")
    expect(page.locator(".fr-people tbody tr").filter(has_text="trainee")).to_have_count(1)
    expect(page.locator("h1")).to_have_text("Team")
    context.close()


def test_a_language_is_remembered_from_one_browser_to_the_next(browser: Browser, app: App) -> None:
    first = browser.new_context(locale="en-GB")
    page = first.new_page()
    sign_in(page, app, "second", "en")
    page.goto(f"{app.address}/en/progress/")
    page.locator(".fr-menu-language summary").click()
    page.get_by_role("button", name="Български").click()
    expect(page).to_have_url(f"{app.address}/bg/progress/")
    expect(page.locator("h1:visible")).to_have_text("Моят напредък")
    first.close()
    second = browser.new_context(locale="en-GB")
    page = second.new_page()
    page.goto(app.address)
    page.get_by_label("Name").fill("second")
    page.get_by_label("Password").fill(app.passwords["second"])
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{app.address}/bg/home/")
    second.close()


def test_signing_out_shuts_the_desk(desk: Page, app: App) -> None:
    desk.locator(".fr-menu-person summary").click()
    desk.get_by_role("button", name="Sign out").click()
    expect(desk.get_by_role("button", name="Sign in")).to_be_visible()
    desk.goto(f"{app.address}/en/desk/")
    expect(desk).to_have_url(f"{app.address}/")
    sit_down(desk, app, "trainee")


def test_every_page_fits_a_phone(browser: Browser, app: App) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    for name, seen in (("trainer", ".fr-pieces"), ("manager", ".fr-sheet")):
        page = context.new_page()
        sign_in(page, app, name, "bg")
        page.locator(seen).first.wait_for()
        assert overflow(page) <= 0
        context.clear_cookies()
        page.close()
    context.close()
