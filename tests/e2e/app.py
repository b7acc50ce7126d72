"""The real app in a process of its own, and the few things that every browser test does with it."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Locator, Page, Request

from trainer.domain.values import Language
from trainer.texts import texts_in

ROOT = Path(__file__).parent.parent.parent
PRINTED = re.compile(r"^\s+(\w+)\s+(\S+)$")


@dataclass(frozen=True)
class App:
    """Where the app is, and who may sign in with which password."""

    address: str
    data: Path
    passwords: dict[str, str]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def surroundings(data: Path, port: int) -> dict[str, str]:
    """The environment of an app with its own record."""
    return {**os.environ, "FIRST_RING_DATA": str(data), "FIRST_RING_PORT": str(port), "PYTHONUNBUFFERED": "1"}


@contextmanager
def started(data: Path, **settings: str) -> Iterator[App]:
    """The app, from its first start on an empty record until the tests are done with it."""
    port = free_port()
    log = data.with_suffix(".log")
    around = surroundings(data, port) | settings
    with (
        log.open("w") as out,
        subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=around,
            stdout=out,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}/", process, log)
            found = (PRINTED.match(line) for line in log.read_text(encoding="utf-8").splitlines())
            passwords = {one[1]: one[2] for one in found if one}
            passwords["second"] = another_trainee(data, port)
            yield App(f"http://127.0.0.1:{port}", data, passwords)
        finally:
            process.terminate()


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the app answers."""
    for _ in range(600):
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, ConnectionError):
            assert process.poll() is None, log.read_text(encoding="utf-8")
            time.sleep(0.1)
    raise AssertionError(f"no answer from {address}: {log.read_text(encoding='utf-8')}")


def another_trainee(data: Path, port: int) -> str:
    """A second trainee, made on the command line while the app runs; returns their password."""
    command = [sys.executable, "-m", "trainer", "people", "add", "second", "--role", "trainee"]
    done = subprocess.run(command, cwd=ROOT, env=surroundings(data, port), capture_output=True, text=True, check=True)
    return done.stdout.split()[-1]


def sign_in(page: Page, app: App, name: str, language: Language = "en") -> None:
    """Through the door, with the language chosen at it."""
    page.goto(app.address)
    page.locator(f".languages button[lang={language}]").click()
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(app.passwords[name])
    page.locator(".enter button").click()
    page.wait_for_url(re.compile("/(en|ar|bg)/"))


def sit_down(page: Page, app: App, name: str, language: Language = "en") -> None:
    """Through the door and on to the desk where calls are taken."""
    sign_in(page, app, name, language)
    page.goto(f"{app.address}/{language}/desk/")


def pick_up(page: Page, language: Language, persona: str = "", scenario: str = "", official: bool = False) -> None:
    """From the choice to the answered call, in private unless it is to count."""
    t = texts_in(language)
    for name, value in (("persona", persona), ("scenario", scenario)):
        if value:
            page.locator(f"input[name={name}][value='{value}']").check(force=True)
    page.get_by_role("button", name=t("choose.next")).click()
    page.get_by_role("button", name=t("briefing.ring_official" if official else "briefing.ring")).click()
    page.get_by_role("button", name=t("ring.answer"), exact=True).click()
    box(page).wait_for()


def box(page: Page) -> Locator:
    """Where the agent's words are typed."""
    return page.locator("#fr-say textarea")


def say(page: Page, words: str) -> None:
    """One turn of the agent, until it stands in the transcript and the box is ready again or gone."""
    turns = page.locator("#fr-talk .fr-turn")
    before = turns.count()
    box(page).fill(words)
    box(page).press("Enter")
    page.wait_for_function(f"document.querySelectorAll('#fr-talk .fr-turn').length > {before}")
    page.wait_for_function("!document.documentElement.classList.contains('fr-is-waiting')")


def hang_up(page: Page, language: Language) -> None:
    """End the call, in two steps, up to the scorecard."""
    t = texts_in(language)
    page.get_by_role("button", name=t("call.hang_up"), exact=True).click()
    page.get_by_role("button", name=t("ask.hang_up.yes")).click()
    page.locator(".fr-verdict").wait_for()


def foreign_requests(page: Page) -> list[str]:
    """The addresses outside this machine that the page asks for from now on."""
    found: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            found.append(request.url)

    page.on("request", note)
    return found


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
