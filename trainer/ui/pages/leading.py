"""The trainer's and the manager's pages in their first form."""

from collections.abc import Callable

import gradio as gr

from trainer.domain.people import Person
from trainer.errors import TrainerError
from trainer.texts import Texts, explain
from trainer.ui import overview, view
from trainer.ui.frame import blocks, html, token, who
from trainer.ui.house import House
from trainer.ui.rendering import render
from trainer.ui.screens import Screens


def workshop(house: House, texts: Texts) -> gr.Blocks:
    """The trainer's page: all content with the result of the check, and everyone's calls."""
    return _page(house, texts, "workshop", lambda person: _calls(house, texts, person) + _content(house, texts))


def office(house: House, texts: Texts) -> gr.Blocks:
    """The manager's page: everyone's calls and totals."""
    return _page(house, texts, "office", lambda person: _calls(house, texts, person))


def _page(house: House, texts: Texts, name: str, body: Callable[[Person], str]) -> gr.Blocks:
    def show(request: gr.Request) -> tuple[str, str]:
        try:
            person = who(house, request)
            return view.header(person, name, name, texts, token(request)), render("title", texts, page=name) + body(
                person
            )
        except TrainerError as error:
            return "", view.notice(explain(error, texts), texts)

    page = blocks()
    with page:
        parts = html(value=view.waiting(texts)), html()
        page.load(show, None, parts, api_name="open", show_progress="hidden")
    return page


def _calls(house: House, texts: Texts, person: Person) -> str:
    screens = Screens(house, texts)
    rows = [screens.row(one) for one in house.history.everyones(person)]
    return overview.everyone(rows, "desk", texts)


def _content(house: House, texts: Texts) -> str:
    return overview.content(house.check(), texts)
