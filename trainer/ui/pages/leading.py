"""The trainer's and the manager's pages in their first form."""

import logging
from collections.abc import Callable

import gradio as gr

from trainer.domain.people import Person, Role
from trainer.errors import NotAllowed, TrainerError
from trainer.texts import Texts, explain
from trainer.ui import overview, view
from trainer.ui.frame import blocks, html, token, who
from trainer.ui.house import House
from trainer.ui.rendering import render
from trainer.ui.screens import Screens

log = logging.getLogger(__name__)


def workshop(house: House, texts: Texts) -> gr.Blocks:
    """The trainer's page: everyone's calls, and all content with the result of the check."""

    def checked(request: gr.Request) -> str:
        person = who(house, request)
        if person.role is not Role.TRAINER:
            raise NotAllowed("people.role", role=person.role)
        return overview.content(house.check(), texts)

    page = _page(house, texts, "workshop")
    with page:
        content = html(value=render("checking", texts))
        # Checking every file takes seconds; the rest of the page does not wait for it.
        page.load(_told(texts, checked), None, content, api_name="check", show_progress="hidden", queue=False)
    return page


def office(house: House, texts: Texts) -> gr.Blocks:
    """The manager's page: everyone's calls and totals."""
    return _page(house, texts, "office")


def _page(house: House, texts: Texts, name: str) -> gr.Blocks:
    def bar(request: gr.Request) -> str:
        return view.header(who(house, request), name, name, texts, token(request))

    def calls(request: gr.Request) -> str:
        return render("title", texts, page=name) + _calls(house, texts, who(house, request))

    page = blocks()
    with page:
        top, body = html(), html(value=view.waiting(texts))
        for make, part, event in ((bar, top, "bar"), (calls, body, "calls")):
            page.load(_told(texts, make), None, part, api_name=event, show_progress="hidden", queue=False)
    return page


def _told(texts: Texts, make: Callable[[gr.Request], str]) -> Callable[[gr.Request], str]:
    """A handler that shows what went wrong where its part would be."""

    def handler(request: gr.Request) -> str:
        try:
            return make(request)
        except TrainerError as error:
            return view.notice(explain(error, texts), texts)
        except Exception:
            log.exception("a part of a page could not be made")
            return view.notice(texts("fault.unforeseen", code="page"), texts)

    return handler


def _calls(house: House, texts: Texts, person: Person) -> str:
    screens = Screens(house, texts)
    rows = [screens.row(one) for one in house.history.everyones(person)]
    return overview.everyone(rows, "desk", texts, house.spending.statement(person))
