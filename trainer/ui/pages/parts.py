"""The components of the trainee's desk, and how a screen is put into them."""

from typing import Any

import gradio as gr

from trainer.domain.people import Person
from trainer.texts import Texts
from trainer.ui import view
from trainer.ui.frame import html
from trainer.ui.rendering import asset
from trainer.ui.screens import SCREENS, Screen

Updates = dict[Any, Any]
STEPS = ("transfer", "escalate", "hang_up")
"""The ways out of a call that ask before they are taken."""


class Parts:
    """The components, made in the page that is being built; one column is a screen."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._build()

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
                self.ring_official = gr.Button(t("briefing.ring_official"), elem_classes="fr-second fr-official")
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
                gr.Button(t("card.progress"), elem_classes="fr-second", link=f"/{t.language}/progress/")

    def _build_call(self, t: Texts) -> None:
        self.parts["bar"] = html()
        with gr.Row(elem_classes="fr-desk"):
            with gr.Column(elem_classes="fr-line-of-talk"):
                self.parts["talk"] = html(elem_id="fr-talk")
                self.parts["over"] = html()
                self.parts["voice"] = html()
                self.look = gr.Button("", elem_id="fr-look")
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
        for name in STEPS:
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

    def all(self) -> list[Any]:
        """Everything that a screen may change."""
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
        return [
            self.header,
            self.notice,
            self.say_notice,
            self.choice,
            *self.columns.values(),
            *self.parts.values(),
            *controls,
        ]

    def painted(self, screen: Screen, person: Person, form_token: str) -> Updates:
        """The changes that show this screen to this person."""
        updates: Updates = {self.columns[name]: gr.Column(visible=name == screen.name) for name in SCREENS}
        updates |= {self.parts[name]: drawn for name, drawn in screen.parts.items()}
        updates |= {
            self.header: view.header(person, "calls", self._texts, form_token, "desk/"),
            self.notice: "",
            self.say_notice: "",
        }
        if screen.choice is not None:
            updates[self.choice] = {"persona": screen.choice.persona, "scenario": screen.choice.scenario}
        return updates | self._controls(screen)

    def _controls(self, screen: Screen) -> Updates:
        if screen.name != "call" or screen.call is None:
            return {}
        call, t = screen.call, self._texts
        talking = not call.ended and not call.on_hold
        return {
            self.words: self._box(screen, talking=talking, ended=call.ended),
            self.send: gr.Button(interactive=talking, visible=not call.ended),
            self.hold: gr.Button(t("call.resume") if call.on_hold else t("call.hold"), visible=not call.ended),
            self.transfer: gr.Button(interactive=talking, visible=not call.ended),
            self.escalate: gr.Button(interactive=talking, visible=not call.ended),
            self.hang_up: gr.Button(visible=not call.ended),
            **{drawer: gr.Column(visible=False) for drawer in self.drawers.values()},
            self.where: gr.Textbox(value=""),
            self.see_card: gr.Button(visible=call.ended),
        }

    def _box(self, screen: Screen, *, talking: bool, ended: bool) -> gr.Textbox:
        """The box to speak in; it is emptied only when its words are on the record, so nothing typed is lost."""
        if screen.said:
            return gr.Textbox(value="", interactive=talking, visible=not ended)
        return gr.Textbox(interactive=talking, visible=not ended)
