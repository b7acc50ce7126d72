"""Whole calls in a browser, from the choice to the progress page."""

import re

from playwright.sync_api import Browser, Dialog, Page, expect

from tests.e2e.app import App, box, foreign_requests, hang_up, overflow, pick_up, say, sit_down

ENGLISH = (
    "Good morning, Northbeam Mobile, you're speaking with Alex. How can I help?",
    "I'm so sorry, that must be really frustrating. Could you give me your account number please?",
    "I'm refunding the full amount to your card right now, you'll have it within three working days.",
)
ARABIC = (
    "السلام عليكم، معك أحمد من خدمة العملاء، كيف أقدر أخدمك؟",
    "أعتذر منك جداً، أفهم انزعاجك. ممكن رقم الحساب لو سمحت؟",
    "بنرجع لك المبلغ كامل على بطاقتك خلال ثلاثة أيام عمل.",
)


def test_an_english_and_an_arabic_call_at_once_stay_apart(browser: Browser, app: App) -> None:
    first, second = browser.new_context(locale="en-GB"), browser.new_context(locale="ar-SA")
    english, arabic = first.new_page(), second.new_page()
    outside = [foreign_requests(english), foreign_requests(arabic)]
    sit_down(english, app, "trainee", "en")
    sit_down(arabic, app, "second", "ar")
    pick_up(english, "en", "en/angry", "en/billed-twice")
    pick_up(arabic, "ar", "ar/angry", "ar/billed-twice")
    for ours, theirs in zip(ENGLISH, ARABIC, strict=True):
        say(english, ours)
        say(arabic, theirs)
    expect(english.locator("#fr-talk")).to_contain_text(ENGLISH[0])
    expect(arabic.locator("#fr-talk")).to_contain_text(ARABIC[0])
    assert not re.search(r"[\u0600-\u06ff]", english.locator("#fr-talk").inner_text())
    assert "Northbeam" not in arabic.locator("#fr-talk").inner_text()
    hang_up(english, "en")
    hang_up(arabic, "ar")
    shown = (english, "en", ENGLISH[0]), (arabic, "ar", ARABIC[0])
    for page, language, quote in shown:
        expect(page.locator(".fr-grade")).to_have_count(4)
        expect(page.locator(".fr-verdict")).to_be_visible()
        expect(page.locator(".fr-chart path").first).to_be_attached()
        expect(page.locator(".fr-talk").last).to_contain_text(quote)
        page.goto(f"{app.address}/{language}/progress/")
        page.locator(".fr-table tbody .fr-go a").first.click()
        expect(page.locator(".fr-talk").last).to_contain_text(quote)
    assert outside == [[], []]
    first.close()
    second.close()


def test_a_reload_in_mid_call_comes_back_to_the_call(desk: Page) -> None:
    pick_up(desk, "en")
    say(desk, "Good morning, how can I help?")
    said = desk.locator("#fr-talk .fr-turn").all_inner_texts()
    desk.reload()
    box(desk).wait_for()
    assert desk.locator("#fr-talk .fr-turn").all_inner_texts() == said


def test_a_reload_while_it_rings_comes_back_to_the_ringing_phone(desk: Page) -> None:
    desk.get_by_role("button", name="Read the briefing").click()
    desk.get_by_role("button", name="Practise in private").click()
    desk.locator(".fr-ringing").wait_for()
    desk.reload()
    expect(desk.get_by_role("button", name="Answer", exact=True)).to_be_visible()


def test_an_empty_turn_is_refused_where_it_was_typed(desk: Page) -> None:
    pick_up(desk, "en")
    box(desk).fill("   ")
    box(desk).press("Enter")
    expect(desk.locator(".fr-line-of-talk .fr-problem:visible")).to_contain_text("Nothing was said yet")
    assert desk.locator("#fr-talk .fr-turn").count() == 0


def test_a_hundred_thousand_characters_are_refused_and_stay_in_the_box(desk: Page) -> None:
    pick_up(desk, "en")
    words = "word " * 20_000
    box(desk).fill(words)
    box(desk).press("Enter")
    expect(desk.locator(".fr-line-of-talk .fr-problem:visible")).to_contain_text("100000")
    assert box(desk).input_value() == words
    assert desk.locator("#fr-talk .fr-turn").count() == 0
    say(desk, "Good morning, how can I help?")
    expect(desk.locator(".fr-line-of-talk .fr-problem:visible")).to_have_count(0)


def test_markup_in_a_turn_is_text_and_runs_nothing(desk: Page) -> None:
    pick_up(desk, "en")
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    desk.on("dialog", note)
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)> Good morning ${alert(3)} {{7*7}}"
    say(desk, attack)
    expect(desk.locator("#fr-talk .fr-agent p").first).to_have_text(attack)
    hang_up(desk, "en")
    expect(desk.locator(".fr-agent p:visible").first).to_have_text(attack)
    assert desk.locator(".fr-agent script, .fr-agent img").count() == 0
    assert dialogs == []


def test_a_quote_leads_to_its_turn(desk: Page) -> None:
    pick_up(desk, "en")
    say(desk, ENGLISH[0])
    say(desk, ENGLISH[1])
    hang_up(desk, "en")
    link = desk.locator(".fr-grade .fr-quote").first
    number = re.findall(r"\d+", link.get_attribute("href") or "")[0]
    # A new screen first takes the focus to its top.
    desk.wait_for_timeout(1_000)
    link.click()
    expect(desk.locator(f"#turn-{number}:visible")).to_have_class(re.compile("fr-found"))
    expect(desk.locator(f"#turn-{number}:visible")).to_be_focused()


def test_a_reload_of_a_scorecard_shows_it_again(desk: Page) -> None:
    pick_up(desk, "en")
    say(desk, ENGLISH[0])
    hang_up(desk, "en")
    expect(desk).to_have_url(re.compile(r"\?call="))
    desk.reload()
    expect(desk.locator(".fr-verdict")).to_be_visible()


def test_a_transfer_is_explained_and_needs_a_place(desk: Page) -> None:
    pick_up(desk, "en")
    say(desk, ENGLISH[0])
    desk.get_by_role("button", name="Transfer", exact=True).first.click()
    drawer = desk.locator(".fr-drawer:visible")
    expect(drawer).to_contain_text("Tell the customer first")
    drawer.get_by_role("button", name="Transfer", exact=True).click()
    expect(desk.locator(".fr-problem:visible")).to_contain_text("Say where")
    drawer.get_by_label("Where to").fill("Billing <b>desk</b>")
    drawer.get_by_role("button", name="Transfer", exact=True).click()
    expect(desk.locator("#fr-talk .fr-event")).to_have_text("You passed the customer on to: Billing <b>desk</b>")


def test_on_hold_nothing_can_be_said_until_the_customer_is_back(desk: Page) -> None:
    pick_up(desk, "en")
    say(desk, "Good morning, may I put you on hold for a moment?")
    desk.get_by_role("button", name="Hold", exact=True).click()
    expect(box(desk)).to_be_disabled()
    desk.get_by_role("button", name="Back to the customer").click()
    expect(box(desk)).to_be_enabled()
    expect(desk.locator("#fr-talk .fr-event")).to_have_count(2)


def test_another_language_can_be_practised_on_an_english_page(desk: Page) -> None:
    desk.locator("input[name=language][value=bg]").check(force=True)
    expect(desk.locator(".fr-card").first).to_contain_text(re.compile("[а-я]"))
    assert desk.locator("html").get_attribute("lang") == "en"


def test_an_arabic_page_is_mirrored_and_fits_a_phone(browser: Browser, app: App) -> None:
    context = browser.new_context(locale="en-GB", viewport={"width": 390, "height": 844})
    page = context.new_page()
    sit_down(page, app, "second", "ar")
    page.locator(".fr-card").first.wait_for()
    assert page.locator("html").get_attribute("dir") == "rtl"
    brand, window = page.locator(".fr-brand").bounding_box(), 390
    assert brand is not None
    assert brand["x"] > window / 2
    assert overflow(page) <= 0
    pick_up(page, "ar")
    assert overflow(page) <= 0
    say(page, ARABIC[0])
    bubble = page.locator("#fr-talk .fr-customer p").first.bounding_box()
    assert bubble is not None
    assert bubble["x"] + bubble["width"] > window * 0.8
    hang_up(page, "ar")
    assert overflow(page) <= 0
    page.goto(f"{app.address}/ar/progress/")
    page.locator(".fr-table").wait_for()
    assert overflow(page) <= 0
    context.close()


def test_a_call_that_was_not_answered_leads_back_to_the_choice(desk: Page) -> None:
    desk.get_by_role("button", name="Read the briefing").click()
    desk.get_by_role("button", name="Practise in private").click()
    desk.get_by_role("button", name="Not now").click()
    expect(desk.get_by_role("button", name="Read the briefing")).to_be_visible()


def test_a_customer_who_hangs_up_leaves_the_way_to_the_scorecard(desk: Page) -> None:
    pick_up(desk, "en", "en/angry", "en/billed-twice")
    for _ in range(12):
        if not box(desk).is_visible():
            break
        say(desk, "That is your own fault, you idiot. Calm down and stop shouting.")
    expect(desk.locator(".fr-over")).to_contain_text("The customer has hung up")
    desk.get_by_role("button", name="See the scorecard").click()
    expect(desk.locator(".fr-verdict")).to_contain_text("Not passed")
    expect(desk.locator(".fr-critical").first).to_be_visible()
