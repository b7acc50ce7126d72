"""The trainee's desk: choose, read, answer, talk, look at the scorecard, see the progress."""

import logging
from collections.abc import Callable
from typing import Any

import gradio as gr

from trainer.domain.call import Call
from trainer.domain.people import Person
from trainer.domain.values import LANGUAGES
from trainer.errors import TrainerError
from trainer.texts import Texts, explain
from trainer.ui import view
from trainer.ui.frame import blocks, who
from trainer.ui.house import House
from trainer.ui.rendering import asset
from trainer.ui.screens import SCREENS, Screen, Screens
from trainer.ui.view import Choice

log = logging.getLogger(__name__)

Updates = dict[Any, Any]
LATEST = "() => firstRing.latest()"
TOP = "() => firstRing.top()"


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
        self.header = gr.HTML()
        self.notice = gr.HTML()
        self.choice = gr.State({})
        self.columns: dict[str, gr.Column] = {}
        self.parts: dict[str, gr.HTML] = {}
        with self._column("choose"):
            self.parts["casting"] = gr.HTML(js_on_load=asset("casting.js"))
            self.to_briefing = gr.Button(t("choose.next"), elem_classes="fr-primary")
        with self._column("briefing"):
            self.parts["briefing"] = gr.HTML()
            with gr.Row(elem_classes="fr-row"):
                self.ring = gr.Button(t("briefing.ring"), elem_classes="fr-primary")
                self.back = gr.Button(t("briefing.back"), elem_classes="fr-second")
        with self._column("ringing"):
            self.parts["ringing"] = gr.HTML()
            with gr.Row(elem_classes="fr-row fr-center"):
                self.answer = gr.Button(t("ring.answer"), elem_classes="fr-primary")
                self.decline = gr.Button(t("ring.decline"), elem_classes="fr-second")
        with self._column("call"):
            self._build_call(t)
        with self._column("card"):
            self.parts["card"] = gr.HTML()
            with gr.Row(elem_classes="fr-row"):
                self.again = gr.Button(t("card.again"), elem_classes="fr-primary")
                self.another = gr.Button(t("card.another"), elem_classes="fr-second")
                self.to_progress = gr.Button(t("card.progress"), elem_classes="fr-second")
        with self._column("progress"):
            self.parts["progress"] = gr.HTML()

    def _build_call(self, t: Texts) -> None:
        self.parts["bar"] = gr.HTML()
        with gr.Row(elem_classes="fr-desk"):
            with gr.Column():
                self.parts["talk"] = gr.HTML(elem_id="fr-talk")
                self.parts["over"] = gr.HTML()
                self.say_notice = gr.HTML()
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
                with gr.Row(visible=False, elem_classes="fr-row") as self.sure:
                    self.really = gr.Button(t("call.really"), elem_classes="fr-primary")
                    self.go_on = gr.Button(t("call.go_on"), elem_classes="fr-second")
                self.see_card = gr.Button(t("call.see_card"), visible=False, elem_classes="fr-primary")
            self.parts["pane"] = gr.HTML()

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
        self._on(
            self.transfer, self._act(lambda who_, id_: self._house.calls.transfer(who_, id_, "")), "transfer", LATEST
        )
        self._on(self.escalate, self._act(self._house.calls.escalate), "escalate", LATEST)
        self._on(self.really, self._leave, "hang_up", TOP)
        self._on(self.see_card, self._card, "see_card", TOP)
        self._on(self.again, self._again, "again", TOP)
        self._on(self.another, self._another, "another", TOP)
        self._on(self.to_progress, self._progress, "progress", TOP)
        shown = (self.sure, self.hang_up)
        self.hang_up.click(lambda: (gr.Row(visible=True), gr.Button(visible=False)), None, shown, api_name="ask_sure")
        self.go_on.click(lambda: (gr.Row(visible=False), gr.Button(visible=True)), None, shown, api_name="go_on")
        for event in (self.send.click, self.words.submit):
            event(
                self._say,
                self.words,
                [*self._all(), self.words, self.say_notice],
                api_name="say",
                show_progress="hidden",
            ).then(js=LATEST)

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
            self.sure,
            self.see_card,
        ]
        return [self.header, self.notice, self.choice, *self.columns.values(), *self.parts.values(), *controls]

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
        try:
            person = who(self._house, request)
            screen = self._in_call(person, lambda one, call: self._house.calls.say(one, call, words))
        except TrainerError as error:
            # The words stay in the box: nothing that was typed is lost.
            return {self.say_notice: view.notice(explain(error, self._texts), self._texts)}
        return {
            **self._painted(screen, person),
            self.words: gr.Textbox(value="", interactive=True),
            self.say_notice: "",
        }

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

    def _shown(self, request: gr.Request, make: Callable[[Person], Screen]) -> Updates:
        try:
            person = who(self._house, request)
            return self._painted(make(person), person)
        except TrainerError as error:
            return self._refused(explain(error, self._texts))
        except Exception:
            log.exception("a page could not be made")
            return self._refused(self._texts("fault.unforeseen", code="page"))

    def _refused(self, message: str) -> Updates:
        return {self.notice: view.notice(message, self._texts)}

    def _painted(self, screen: Screen, person: Person) -> Updates:
        here = "progress" if screen.name == "progress" else "calls"
        updates: Updates = {self.columns[name]: gr.Column(visible=name == screen.name) for name in SCREENS}
        updates |= {self.parts[name]: html for name, html in screen.parts.items()}
        updates |= {self.header: view.header(person, "desk", here, self._texts), self.notice: ""}
        if screen.choice is not None:
            updates[self.choice] = {"persona": screen.choice.persona, "scenario": screen.choice.scenario}
        return updates | self._controls(screen)

    def _controls(self, screen: Screen) -> Updates:
        if screen.name != "call" or screen.call is None:
            return {self.sure: gr.Row(visible=False)}
        call, t = screen.call, self._texts
        talking = not call.ended and not call.on_hold
        return {
            self.words: gr.Textbox(interactive=talking, visible=not call.ended),
            self.send: gr.Button(interactive=talking, visible=not call.ended),
            self.hold: gr.Button(t("call.resume") if call.on_hold else t("call.hold"), visible=not call.ended),
            self.transfer: gr.Button(interactive=talking, visible=not call.ended),
            self.escalate: gr.Button(interactive=talking, visible=not call.ended),
            self.hang_up: gr.Button(visible=not call.ended),
            self.sure: gr.Row(visible=False),
            self.see_card: gr.Button(visible=call.ended),
        }


def _choice(chosen: dict[str, str]) -> Choice:
    return Choice(chosen.get("persona", ""), chosen.get("scenario", ""))
