"""A call by voice in a real browser with a fake microphone, and the same by gr.Audio: record, stop, wait."""

import os
import shutil
import statistics
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gradio as gr
import numpy as np
from playwright.sync_api import Page, sync_playwright

from bench.voice_server import Served, spoken
from trainer.domain.speech import HEARD_AT, Manner
from trainer.texts import texts_in

LEAD, ANSWER, INTO = 2.5, 9.0, 2.4
"""Seconds before the first turn, after each one, and from the end of a turn to where its answer is cut short."""
MARKS = """
window.marks = [];
const mark = (kind, wait = 0) => window.marks.push([kind, performance.now() + wait]);
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (data) {
  if (data instanceof ArrayBuffer && new Int16Array(data).some((one) => Math.abs(one) > 300)) mark("loud");
  return send.call(this, data);
};
const { start, stop } = AudioBufferSourceNode.prototype;
AudioBufferSourceNode.prototype.start = function (when = 0, ...rest) {
  mark("sound", 1000 * Math.max(0, when - this.context.currentTime));
  return start.call(this, when, ...rest);
};
AudioBufferSourceNode.prototype.stop = function (...rest) { mark("silent"); return stop.call(this, ...rest); };
const made = document.createElement.bind(document);
document.createElement = (name, ...rest) => {
  const element = made(name, ...rest);
  if (/^(audio|video)$/i.test(name)) element.addEventListener("playing", () => mark("sound"));
  return element;
};
document.addEventListener("playing", () => mark("sound"), true);
document.addEventListener("click", () => mark("click"), true);
"""
"""Notes when a loud piece leaves for the server, and when sound begins and ends, in milliseconds of the page."""


def in_browser(server: Served, folder: Path, turns: int, silence: float) -> dict[str, float]:
    """Milliseconds from the last loud piece that left the page to the first sample that plays, and to silence."""
    sound = spoken(server.speech)
    microphone = _recorded(folder / "microphone.wav", sound, turns)
    with _page(microphone) as page:
        _sign_in(page, server)
        server.rung(0)
        page.reload()
        server.watch.figures()
        page.get_by_role("button", name=texts_in("en")("voice.start")).click()
        seconds = LEAD + turns * (len(sound) / HEARD_AT + ANSWER) + INTO + len(sound) / HEARD_AT + 3
        page.wait_for_timeout(1000 * seconds)
        marks = page.evaluate("window.marks")
    answers, cuts = _answers(marks), _cuts(marks)
    return {
        "answers": len(answers),
        "silence_wait_ms": silence,
        **_shares("first_sound", answers),
        **_shares("beyond_silence", [one - silence for one in answers]),
        **_shares("cut_short", cuts),
        **server.watch.figures(),
    }


def by_recording(server: Served, folder: Path, turns: int) -> dict[str, float]:
    """The same with Gradio's own microphone: milliseconds from the click on stop to the first sound."""
    sound = spoken(server.speech)
    manner = Manner(sex="female", age="adult", rate=165, pitch=50, loudness=0.8)

    def answered(_: Any) -> tuple[int, np.ndarray]:
        said = server.speech.mouth.speak("I have been charged twice this month.", "en", manner)
        return said.rate, np.frombuffer(said.samples, dtype="<i2")

    with gr.Blocks() as blocks:
        recorded = gr.Audio(sources=["microphone"], type="numpy")
        heard = gr.Audio(autoplay=True, interactive=False)
        recorded.stop_recording(answered, recorded, heard)
    _, address, _ = blocks.launch(prevent_thread_lock=True, quiet=True, server_name="127.0.0.1")
    try:
        with _page(_recorded(folder / "record.wav", sound, 1)) as page:
            found = [_one_recording(page, address, len(sound) / HEARD_AT) for _ in range(turns)]
    finally:
        blocks.close()
    return {"answers": len(found), **_shares("first_sound", found)}


def _one_recording(page: Page, address: str, seconds: float) -> float:
    page.goto(address)
    page.locator(".record-button").first.click()
    page.wait_for_timeout(1000 * (LEAD + seconds))
    page.locator(".stop-button").first.click()
    page.wait_for_function("window.marks.some(([kind]) => kind === 'sound')", timeout=20_000)
    marks = page.evaluate("window.marks")
    began = max(when for kind, when in marks if kind == "click")
    return float(min(when for kind, when in marks if kind == "sound" and when > began) - began)


def _answers(marks: list[tuple[str, float]]) -> list[float]:
    """From the last loud piece to the sound that follows, wherever nobody was speaking over the other."""
    found, loud = [], 0.0
    for kind, when in sorted(marks, key=lambda one: one[1]):
        if kind == "loud":
            loud = when
        elif kind == "sound" and loud:
            found.append(when - loud)
            loud = 0.0
    return [one for one in found if one > PLAUSIBLE]


PLAUSIBLE = 300.0
"""Milliseconds under which a sound is none of an answer, but of one that is being spoken over."""


def _cuts(marks: list[tuple[str, float]]) -> list[float]:
    """From the first loud piece over the customer's voice to their silence."""
    silent = [when for kind, when in marks if kind == "silent"]
    if not silent:
        return []
    over = [when for kind, when in marks if kind == "loud" and silent[0] - 1_000 < when < silent[0]]
    return [silent[0] - over[0]] if over else []


def _shares(name: str, values: list[float]) -> dict[str, float]:
    if not values:
        return {}
    return {f"{name}_p50_ms": statistics.median(values), f"{name}_p95_ms": float(np.percentile(values, 95))}


def _recorded(path: Path, sound: np.ndarray, turns: int) -> Path:
    """So many turns with time for an answer, and one that is said into the last answer."""
    said = (sound * (12_000 / np.abs(sound).max())).round().astype("<i2")
    parts = [np.zeros(int(LEAD * HEARD_AT), dtype="<i2")]
    for turn in range(turns):
        parts += [said, np.zeros(int((ANSWER if turn < turns - 1 else INTO) * HEARD_AT), dtype="<i2")]
    parts += [said, np.zeros(int(ANSWER * HEARD_AT), dtype="<i2")]
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(HEARD_AT)
        out.writeframes(np.concatenate(parts).tobytes())
    return path


@contextmanager
def _page(microphone: Path) -> Iterator[Page]:
    flags = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={microphone}%noloop",
        "--autoplay-policy=no-user-gesture-required",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        try:
            page = browser.new_context(locale="en-GB").new_page()
            page.add_init_script(MARKS)
            yield page
        finally:
            browser.close()


def _sign_in(page: Page, server: Served) -> None:
    page.goto(f"http://{server.address}/")
    page.locator("[name=name]").fill("p0")
    page.locator("[name=password]").fill(server.passwords["p0"])
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/home/")
    page.goto(f"http://{server.address}/en/desk/")
    page.locator(".gradio-container h1").first.wait_for()
