"""The trainee's desk: choose, read, answer, talk, look at the scorecard, see the progress."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import gradio as gr

from trainer.domain.call import Call
from trainer.domain.people import Person
from trainer.domain.values import LANGUAGES
from trainer.errors import BadInput, TrainerError
from trainer.texts import Texts, explain
from trainer.ui import view
from trainer.ui.frame import blocks, html, token, who
from trainer.ui.house import House
from trainer.ui.rendering import asset
from trainer.ui.screens import SCREENS, Screen, Screens
from trainer.ui.view import Choice

log = logging.getLogger(__name__)

Updates = dict[Any, Any]
LATEST = "() => firstRing.latest()"
TOP = "() => firstRing.top()"
WAIT = "(words) => firstRing.waiting(words)"
DRAWER = "() => firstRing.drawer()"


def desk(house: House, texts: Texts) -> gr.Blocks:
    """The desk in one language."""
    return _Desk(house, texts).page


class _Desk:
    """The components of the page, and what happens when they are used."""

    def __init__(self, house: House, texts: Texts) -> None:
        self._house = house
        self._texts = texts
        self._screens = Screens(house, texts)
        self.page = blocks()
        with self.page:
            self._build()
            self._wire()

    def _build(self) -> None:
        t = self._texts
        self.header = html(value=view.waiting(t))
        self.notice = html()
        self.choice = gr.State({})
        self.columns: dict[str, gr.Column] = {}
        self.parts: dict[str, gr.HTML] = {}
        with self._column("choose"):
            self.parts["casting"] = html(js_on_load=asset("casting.js"))
            with gr.Row(elem_classes="fr-row fr-dock"):
                self.to_briefing = gr.Button(t("choose.next"), elem_classes="fr-primary")
        with self._column("briefing"):
            self.parts["briefing"] = html()
            with gr.Row(elem_classes="fr-row fr-dock"):
                self.ring = gr.Button(t("briefing.ring"), elem_classes="fr-primary")
                self.back = gr.Button(t("briefing.back"), elem_classes="fr-second")
        with self._column("ringing"):
            self.parts["ringing"] = html()
            with gr.Row(elem_classes="fr-row fr-center"):
                self.answer = gr.Button(t("ring.answer"), elem_classes="fr-primary")
                self.decline = gr.Button(t("ring.decline"), elem_classes="fr-second")
        with self._column("call"):
            self._build_call(t)
        with self._column("card"):
            self.parts["card"] = html()
            with gr.Row(elem_classes="fr-row"):
                self.again = gr.Button(t("card.again"), elem_classes="fr-primary")
                self.another = gr.Button(t("card.another"), elem_classes="fr-second")
                self.to_progress = gr.Button(t("card.progress"), elem_classes="fr-second")
        with self._column("progress"):
            self.parts["progress"] = html()

    def _build_call(self, t: Texts) -> None:
        self.parts["bar"] = html()
        with gr.Row(elem_classes="fr-desk"):
            with gr.Column(elem_classes="fr-line-of-talk"):
                self.parts["talk"] = html(elem_id="fr-talk")
                self.parts["over"] = html()
                self.say_notice = html()
                self.words = gr.Textbox(
                    label=t("call.say"),
                    placeholder=t("call.placeholder"),
                    max_lines=6,
                    rtl=t.right_to_left,
                    elem_id="fr-say",
                    autofocus=True,
                )
                with gr.Row(elem_classes="fr-row"):
                    self.send = gr.Button(t("call.send"), elem_classes="fr-primary")
                    self.hold = gr.Button(t("call.hold"), elem_classes="fr-second")
                    self.transfer = gr.Button(t("call.transfer"), elem_classes="fr-second")
                    self.escalate = gr.Button(t("call.escalate"), elem_classes="fr-second")
                    self.hang_up = gr.Button(t("call.hang_up"), elem_classes="fr-second fr-stop")
                self._build_drawers(t)
                self.see_card = gr.Button(t("call.see_card"), visible=False, elem_classes="fr-primary fr-see-card")
            self.parts["pane"] = html()

    def _build_drawers(self, t: Texts) -> None:
        """What a step out of the call asks before it is taken; one is open at a time."""
        self.drawers: dict[str, gr.Column] = {}
        self.confirm: dict[str, gr.Button] = {}
        self.cancel: dict[str, gr.Button] = {}
        for name in ("transfer", "escalate", "hang_up"):
            with gr.Column(visible=False, elem_classes="fr-drawer") as self.drawers[name]:
                html(value=view.asks(name, t))
                if name == "transfer":
                    self.where = gr.Textbox(label=t("ask.transfer.where"), max_length=80, rtl=t.right_to_left)
                with gr.Row(elem_classes="fr-row"):
                    self.confirm[name] = gr.Button(t(f"ask.{name}.yes"), elem_classes="fr-primary")
                    self.cancel[name] = gr.Button(t("call.go_on"), elem_classes="fr-second")

    def _column(self, name: str) -> gr.Column:
        self.columns[name] = gr.Column(visible=False, elem_id=f"fr-{name}")
        return self.columns[name]

    def _wire(self) -> None:
        self.page.load(self._open, None, self._all(), api_name="open", show_progress="hidden").then(js=LATEST)
        self.parts["casting"].select(self._choose, self.choice, self._all(), api_name="choose", show_progress="hidden")
        self._on(self.to_briefing, self._brief, "brief", TOP)
        self._on(self.back, self._back, "back", TOP)
        self._on(self.ring, self._ring, "ring", TOP)
        self._on(self.answer, self._act(self._house.calls.answer), "answer", LATEST)
        self._on(self.decline, self._leave, "decline", TOP)
        self._on(self.hold, self._act(self._hold_or_resume), "hold", LATEST)
        self._on(self.confirm["escalate"], self._act(self._house.calls.escalate), "escalate", LATEST)
        self._on(self.confirm["hang_up"], self._leave, "hang_up", TOP)
        for event in (self.confirm["transfer"].click, self.where.submit):
            event(self._transfer, self.where, self._all(), api_name="transfer", show_progress="hidden").then(js=LATEST)
        self._on(self.see_card, self._card, "see_card", TOP)
        self._on(self.again, self._again, "again", TOP)
        self._on(self.another, self._another, "another", TOP)
        self._on(self.to_progress, self._progress, "progress", TOP)
        for name, button in (("transfer", self.transfer), ("escalate", self.escalate), ("hang_up", self.hang_up)):
            self._opens(button, name, f"ask_{name}")
            self._opens(self.cancel[name], "", f"keep_{name}")
        for event in (self.send.click, self.words.submit):
            event(
                self._say,
                self.words,
                self._all(),
                api_name="say",
                show_progress="hidden",
                js=WAIT,
            ).then(js=LATEST)

    def _opens(self, button: gr.Button, opened: str, name: str) -> None:
        """Let a button open one drawer and shut the others; nothing is asked of a service."""

        def drawers() -> list[gr.Column]:
            return [gr.Column(visible=one == opened) for one in self.drawers]

        shown = list(self.drawers.values())
        button.click(drawers, None, shown, api_name=name, show_progress="hidden").then(js=DRAWER)

    def _on(self, button: gr.Button, act: Callable[..., Updates], name: str, then: str) -> None:
        button.click(act, self.choice, self._all(), api_name=name, show_progress="hidden").then(js=then)

    def _all(self) -> list[Any]:
        controls = [
            self.words,
            self.send,
            self.hold,
            self.transfer,
            self.escalate,
            self.hang_up,
            *self.drawers.values(),
            self.where,
            self.see_card,
        ]
        return [self.header, self.notice, self.say_notice, self.choice, *self.columns.values(), *self.parts.values(), *controls]

    # What happens: each asks one service about the person behind the request.

    def _open(self, request: gr.Request) -> Updates:
        return self._shown(request, lambda person: self._screens.first(person, dict(request.query_params)))

    def _choose(self, chosen: dict[str, str], event: gr.EventData, request: gr.Request) -> Updates:
        name, value = str(event.name), str(event.value)
        if name == "language":
            language = next((one for one in LANGUAGES if one == value), self._texts.language)
            return self._shown(request, lambda _: self._screens.choose(self._screens.default_choice(language)))
        return {self.choice: {**chosen, name: value}} if name in ("persona", "scenario") else {}

    def _brief(self, chosen: dict[str, str], request: gr.Request) -> Updates:
        return self._shown(request, lambda _: self._screens.briefing(_choice(chosen)))

    def _back(self, chosen: dict[str, str], request: gr.Request) -> Updates:
        return self._shown(request, lambda _: self._screens.choose(_choice(chosen)))

    def _ring(self, chosen: dict[str, str], request: gr.Request) -> Updates:
        choice = _choice(chosen)

        def ring(person: Person) -> Screen:
            going_on = self._house.calls.open_call(person)
            return self._screens.live(going_on or self._house.calls.ring(person, choice.persona, choice.scenario))

        return self._shown(request, ring)

    def _act(self, act: Callable[[Person, str], Call]) -> Callable[..., Updates]:
        """A handler that does something in the call that the person is in."""

        def handler(_chosen: dict[str, str], request: gr.Request) -> Updates:
            return self._shown(request, lambda person: self._in_call(person, act))

        return handler

    def _say(self, words: str, request: gr.Request) -> Updates:
        def say(person: Person) -> Screen:
            screen = self._in_call(person, lambda one, call: self._house.calls.say(one, call, words))
            return replace(screen, said=True)

        return self._shown(request, say, self.say_notice)

    def _transfer(self, where: str, request: gr.Request) -> Updates:
        def transfer(person: Person) -> Screen:
            if not where.strip():
                raise BadInput("transfer.nowhere")
            return self._in_call(person, lambda one, call: self._house.calls.transfer(one, call, where.strip()[:80]))

        return self._shown(request, transfer)

    def _leave(self, _chosen: dict[str, str], request: gr.Request) -> Updates:
        def leave(person: Person) -> Screen:
            call = self._house.calls.open_call(person)
            if call is None:
                return self._screens.first(person, {})
            ended = self._house.calls.hang_up(person, call.id)
            return self._screens.graded(person, ended.id)

        return self._shown(request, leave)

    def _card(self, _chosen: dict[str, str], request: gr.Request) -> Updates:
        def card(person: Person) -> Screen:
            latest = self._house.history.own(person)
            return self._screens.graded(person, latest[0].call) if latest else self._screens.first(person, {})

        return self._shown(request, card)

    def _again(self, chosen: dict[str, str], request: gr.Request) -> Updates:
        return self._brief(chosen, request)

    def _another(self, chosen: dict[str, str], request: gr.Request) -> Updates:
        return self._back(chosen, request)

    def _progress(self, _chosen: dict[str, str], request: gr.Request) -> Updates:
        return self._shown(request, self._screens.progress)

    def _hold_or_resume(self, person: Person, call: str) -> Call:
        calls = self._house.calls
        return calls.take_off_hold(person, call) if calls.read(person, call).on_hold else calls.hold(person, call)

    def _in_call(self, person: Person, act: Callable[[Person, str], Call]) -> Screen:
        call = self._house.calls.open_call(person)
        return self._screens.live(act(person, call.id)) if call else self._screens.first(person, {})

    # How it is shown.

    def _shown(
        self, request: gr.Request, make: Callable[[Person], Screen], place: gr.HTML | None = None
    ) -> Updates:
        """The screen that `make` makes, or what went wrong, said at `place`."""
        try:
            person = who(self._house, request)
            return self._painted(make(person), person, token(request))
        except TrainerError as error:
            message = explain(error, self._texts)
        except Exception:
            log.exception("a page could not be made")
            message = self._texts("fault.unforeseen", code="page")
        return {place or self.notice: view.notice(message, self._texts)}

    def _painted(self, screen: Screen, person: Person, form_token: str) -> Updates:
        here = "progress" if screen.name == "progress" else "calls"
        updates: Updates = {self.columns[name]: gr.Column(visible=name == screen.name) for name in SCREENS}
        updates |= {self.parts[name]: html for name, html in screen.parts.items()}
        updates |= {self.header: view.header(person, "desk", here, self._texts, form_token), self.notice: "", self.say_notice: ""}
        if screen.choice is not None:
            updates[self.choice] = {"persona": screen.choice.persona, "scenario": screen.choice.scenario}
        return updates | self._controls(screen)

    def _controls(self, screen: Screen) -> Updates:
        if screen.name != "call" or screen.call is None:
            return {}
        call, t = screen.call, self._texts
        talking = not call.ended and not call.on_hold
        return {
            # The box is emptied only when its words are on the record: nothing that was typed is lost.
            self.words: gr.Textbox(interactive=talking, visible=not call.ended, **({"value": ""} if screen.said else {})),
            self.send: gr.Button(interactive=talking, visible=not call.ended),
            self.hold: gr.Button(t("call.resume") if call.on_hold else t("call.hold"), visible=not call.ended),
            self.transfer: gr.Button(interactive=talking, visible=not call.ended),
            self.escalate: gr.Button(interactive=talking, visible=not call.ended),
            self.hang_up: gr.Button(visible=not call.ended),
            **{drawer: gr.Column(visible=False) for drawer in self.drawers.values()},
            self.where: gr.Textbox(value=""),
            self.see_card: gr.Button(visible=call.ended),
        }


def _choice(chosen: dict[str, str]) -> Choice:
    return Choice(chosen.get("persona", ""), chosen.get("scenario", ""))
