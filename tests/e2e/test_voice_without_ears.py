"""Calls that are heard but not understood here: typed, or understood by the browser; and the microphone check."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.app import App, hang_up, pick_up, say, sit_down, started
from tests.e2e.test_voice import hearing, page_with, recorded, start_speaking
from trainer.texts import texts_in

ENGLISH = texts_in("en")
DICTATION = """
window.SpeechRecognition = class {
  start() {
    window.dictating = true;
    this.timer = setTimeout(() => {
      const heard = [{ transcript: "Good morning, how can I help?", confidence: 0.93 }];
      heard.isFinal = true;
      if (!window.dictated) { window.dictated = true; this.onresult({ resultIndex: 0, results: [heard] }); }
    }, 700);
  }
  abort() { clearTimeout(this.timer); window.dictating = false; }
};
"""
"""A browser's recogniser that understands one sentence."""


@pytest.fixture(scope="module")
def vendor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app that leaves understanding to the browser."""
    with started(tmp_path_factory.mktemp("vendor") / "data", FIRST_RING_BROWSER_EARS="true") as running:
        yield running


def hears(page: Page) -> None:
    page.wait_for_function("window.firstRingHeard > 0.5", timeout=20_000)


def test_without_a_recogniser_the_customer_is_heard_and_answered_by_typing(browser: Browser, app: App) -> None:
    with page_with(browser, "--autoplay-policy=no-user-gesture-required") as page:
        sit_down(page, app, "trainee")
        pick_up(page, "en", "en/angry", "en/billed-twice")
        expect(page.locator(".fr-voice")).to_contain_text("FIRST_RING_WHISPER")
        page.get_by_role("button", name=ENGLISH("voice.aloud.start")).click()
        say(page, "Good morning, how can I help?")
        hears(page)
        page.reload()
        # A call that is taken up again can still be heard.
        expect(page.get_by_role("button", name=ENGLISH("voice.aloud.start"))).to_be_visible()
        hang_up(page, "en")


def test_the_browsers_own_recogniser_is_said_to_be_its_makers_and_its_words_count(
    browser: Browser, vendor: App, tmp_path: Path
) -> None:
    with page_with(browser, *hearing(recorded(tmp_path / "silence.wav", "en", ()))) as page:
        page.add_init_script(DICTATION)
        sit_down(page, vendor, "trainee")
        pick_up(page, "en", "en/angry", "en/billed-twice")
        expect(page.locator(".fr-voice")).to_contain_text("maker")
        start_speaking(page, "en")
        expect(page.locator("#fr-talk .fr-agent")).to_contain_text("how can I help", timeout=20_000)
        hears(page)
        # It does not listen while the customer speaks: their voice is not the agent's.
        assert page.evaluate("window.dictating") is False
        hang_up(page, "en")


def test_a_browser_without_a_recogniser_says_so_and_the_customer_is_heard(browser: Browser, vendor: App) -> None:
    with page_with(browser, "--autoplay-policy=no-user-gesture-required") as page:
        page.add_init_script("delete window.SpeechRecognition; delete window.webkitSpeechRecognition;")
        sit_down(page, vendor, "trainee")
        pick_up(page, "en", "en/angry", "en/billed-twice")
        start_speaking(page, "en")
        expect(page.locator(".fr-voice .fr-problem")).to_contain_text("no recogniser of its own")
        say(page, "Good morning, how can I help?")
        hears(page)
        hang_up(page, "en")


@pytest.mark.parametrize(("lines", "verdict"), [(("Hello, can you hear me well?",), "heard"), ((), "silent")])
def test_the_microphone_is_tried_before_the_phone_rings(
    browser: Browser, vendor: App, tmp_path: Path, lines: tuple[str, ...], verdict: str
) -> None:
    with page_with(browser, *hearing(recorded(tmp_path / "microphone.wav", "en", lines))) as page:
        sit_down(page, vendor, "trainee")
        page.get_by_role("button", name=ENGLISH("choose.next")).click()
        page.get_by_role("button", name=ENGLISH("voice.check.start")).click()
        expect(page.locator(".fr-check .fr-voice-state")).to_have_text(
            ENGLISH(f"voice.state.{verdict}"), timeout=15_000
        )
        page.get_by_role("button", name=ENGLISH("voice.check.stop")).click()
        expect(page.locator(".fr-check .fr-voice-live")).to_be_hidden()
