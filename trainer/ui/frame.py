"""The frame of every page: theme, style sheet, script, and who is asking."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr
from fastapi import FastAPI
from starlette.requests import Request

from trainer.domain.people import Person
from trainer.domain.rights import Deed
from trainer.texts import Texts
from trainer.ui.house import House
from trainer.ui.rendering import asset
from trainer.ui.theme import first_ring_theme


@dataclass(frozen=True)
class Page:
    """A page to be mounted: under which name, what one must be allowed to do, and how it is built."""

    desk: str
    deed: Deed
    build: Callable[[House, Texts], gr.Blocks]


def blocks() -> gr.Blocks:
    """An empty page of ours, with a queue that lets everyone in at once."""
    page = gr.Blocks(title="First Ring", analytics_enabled=False, fill_width=True)
    page.queue(default_concurrency_limit=None, max_size=2_000)
    # The default of 40 would make the forty-first trainee wait for the first.
    page.max_threads = 400
    return page


def html(**options: Any) -> gr.HTML:
    """A part of a page that we draw ourselves, out of reach of Gradio's typography."""
    return gr.HTML(apply_default_css=False, padding=False, **options)


def mount(app: FastAPI, page: gr.Blocks, path: str, admitted: Callable[[Request], str | None]) -> None:
    """Put a page under a path, open to those whom `admitted` names."""
    gr.mount_gradio_app(app, page, path, auth_dependency=admitted, **mount_options())


def mount_options() -> dict[str, Any]:
    """What Gradio 6 takes when a page is mounted."""
    return {
        "theme": first_ring_theme(),
        # Gradio's own way for style sheets rewrites selectors, and loses some inside @media.
        "head": "".join(
            (f"<style>{asset('first_ring.css')}</style>", *map(_script, ("tape.js", "first_ring.js", "voice.js")))
        ),
        "footer_links": [],
        "run_history": False,
        "ssr_mode": False,
        "show_error": False,
        "max_file_size": "1kb",
        "allowed_paths": [],
        "server_name": "127.0.0.1",
    }


def _script(name: str) -> str:
    return f"<script>{asset(name)}</script>"


def who(house: House, request: gr.Request) -> Person:
    """The person behind a request, as the server knows them."""
    return house.person(request.username)


def token(request: gr.Request) -> str:
    """What the forms of this session carry, so that another site cannot send them."""
    return str(request.request.scope["session"].token) if request.request else ""
