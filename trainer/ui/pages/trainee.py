"""The trainee's desk: choose, read, answer, talk, look at the scorecard, see the progress."""

import logging
from collections.abc import Callable
from dataclasses import replace

import gradio as gr

from trainer.domain.call import Call
from trainer.domain.people import Person
from trainer.domain.values import LANGUAGES
from trainer.errors import BadInput, TrainerError
from trainer.services.calls import DEFAULT_RUBRIC
from trainer.texts import Texts, explain
from trainer.ui import view
from trainer.ui.frame import blocks, token, who
from trainer.ui.house import House
from trainer.ui.pages.parts import STEPS, Parts, Updates
from trainer.ui.screens import Screen, Screens
from trainer.ui.view import Choice

log = logging.getLogger(__name__)

# No event waits in Gradio's queue: each is answered at once, in one request, and no stream can be lost with its answer.
LATEST = "() => firstRing.latest()"
ANSWERED = "() => firstRing.latest(true)"
TOP = "() => firstRing.top()"
WAIT = "(words) => firstRing.waiting(words)"
DRAWER = "() => firstRing.drawer()"


def desk(house: House, texts: Texts) -> gr.Blocks:
    """The desk in one language."""
    return _Desk(house, texts).page


class _Desk:
    """What happens when the components are used."""

    def __init__(self, house: House, texts: Texts) -> None:
        self._house = house
        self._texts = texts
        self._screens = Screens(house, texts)
        self.page = blocks()
        with self.page:
            self._parts = Parts(texts)
            self._wire()

    def _wire(self) -> None:
        self.page.load(self._open, None, self._parts.all(), api_name="open", show_progress="hidden", queue=False).then(
            js=LATEST
        )
        self._parts.parts["casting"].select(
            self._choose, self._parts.choice, self._parts.all(), api_name="choose", show_progress="hidden", queue=False
        )
        self._on(self._parts.to_briefing, self._brief, "brief", TOP)
        self._on(self._parts.back, self._back, "back", TOP)
        self._on(self._parts.ring, self._ring(official=False), "ring", TOP)
        self._on(self._parts.ring_official, self._ring(official=True), "ring_official", TOP)
        self._on(self._parts.answer, self._answer, "answer", LATEST)
        self._on(self._parts.decline, self._leave, "decline", TOP)
        self._on(self._parts.hold, self._act(self._hold_or_resume), "hold", LATEST)
        self._on(self._parts.confirm["escalate"], self._act(self._house.calls.escalate), "escalate", LATEST)
        self._on(self._parts.confirm["hang_up"], self._leave, "hang_up", TOP)
        for event in (self._parts.confirm["transfer"].click, self._parts.where.submit):
            event(
                self._transfer,
                self._parts.where,
                self._parts.all(),
                api_name="transfer",
                show_progress="hidden",
                queue=False,
            ).then(js=LATEST)
        self._on(self._parts.look, self._look, "look", LATEST)
        self._on(self._parts.see_card, self._card, "see_card", TOP)
        self._on(self._parts.again, self._brief, "again", TOP)
        self._on(self._parts.another, self._back, "another", TOP)
        for name in STEPS:
            self._opens(getattr(self._parts, name), name, f"ask_{name}")
            self._opens(self._parts.cancel[name], "", f"keep_{name}")
        for event in (self._parts.send.click, self._parts.words.submit):
            event(
                self._say,
                self._parts.words,
                self._parts.all(),
                api_name="say",
                show_progress="hidden",
                queue=False,
                js=WAIT,
            ).then(js=ANSWERED)

    def _opens(self, button: gr.Button, opened: str, name: str) -> None:
        """Let a button open one drawer and shut the others; nothing is asked of a service."""

        def drawers() -> list[gr.Column]:
            return [gr.Column(visible=one == opened) for one in self._parts.drawers]

        shown = list(self._parts.drawers.values())
        button.click(drawers, None, shown, api_name=name, show_progress="hidden", queue=False).then(js=DRAWER)

    def _on(self, button: gr.Button, act: Callable[..., Updates], name: str, then: str) -> None:
        button.click(
            act, self._parts.choice, self._parts.all(), api_name=name, show_progress="hidden", queue=False
        ).then(js=then)

    # What happens: each asks one service about the person behind the request.

    def _open(self, request: gr.Request) -> Updates:
        return self._shown(request, lambda person: self._screens.first(person, dict(request.query_params)))

    def _choose(self, chosen: dict[str, str], event: gr.EventData, request: gr.Request) -> Updates:
        name, value = str(event.name), str(event.value)
        if name == "language":
            language = next((one for one in LANGUAGES if one == value), self._texts.language)
            return self._shown(request, lambda _: self._screens.choose(self._screens.default_choice(language)))
        return {self._parts.choice: {**chosen, name: value}} if name in ("persona", "scenario") else {}

    def _brief(self, chosen: dict[str, str], request: gr.Request) -> Updates:
        return self._shown(request, lambda _: self._screens.briefing(_choice(chosen)))

    def _back(self, chosen: dict[str, str], request: gr.Request) -> Updates:
        return self._shown(request, lambda _: self._screens.choose(_choice(chosen)))

    def _ring(self, *, official: bool) -> Callable[..., Updates]:
        """A handler that lets the phone ring: in private, or for a call that counts."""

        def handler(chosen: dict[str, str], request: gr.Request) -> Updates:
            choice = _choice(chosen)

            def ring(person: Person) -> Screen:
                going_on = self._house.calls.open_call(person)
                return self._screens.live(going_on or self._rung(person, choice, official=official), opened=True)

            return self._shown(request, ring)

        return handler

    def _rung(self, person: Person, choice: Choice, *, official: bool) -> Call:
        wanted = self._house.assignments.rubric_for
        rubric = wanted(person, choice.persona, choice.scenario) if official else DEFAULT_RUBRIC
        return self._house.calls.ring(person, choice.persona, choice.scenario, rubric, official=official)

    def _answer(self, _chosen: dict[str, str], request: gr.Request) -> Updates:
        def answer(person: Person) -> Screen:
            # A box that still holds words meant for an earlier customer is emptied.
            return replace(self._in_call(person, self._house.calls.answer, opened=True), said=True)

        return self._shown(request, answer)

    def _act(self, act: Callable[[Person, str], Call]) -> Callable[..., Updates]:
        """A handler that does something in the call that the person is in."""

        def handler(_chosen: dict[str, str], request: gr.Request) -> Updates:
            return self._shown(request, lambda person: self._in_call(person, act))

        return handler

    def _say(self, words: str, request: gr.Request) -> Updates:
        def say(person: Person) -> Screen:
            with self._house.drafts.to(person.name) as show:
                screen = self._in_call(person, lambda one, call: self._house.calls.say(one, call, words, show))
            return replace(screen, said=True)

        return self._shown(request, say, self._parts.say_notice)

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
            # A call that was never answered leaves nothing to read.
            return self._screens.graded(person, ended.id) if ended.answered else self._screens.first(person, {})

        return self._shown(request, leave)

    def _look(self, _chosen: dict[str, str], request: gr.Request) -> Updates:
        """The call as the record has it, after something was said by voice."""

        def look(person: Person) -> Screen:
            latest = self._house.history.own(person)
            if not latest:
                return self._screens.first(person, {})
            return self._screens.live(self._house.calls.read(person, latest[0].call))

        return self._shown(request, look)

    def _card(self, _chosen: dict[str, str], request: gr.Request) -> Updates:
        def card(person: Person) -> Screen:
            latest = self._house.history.own(person)
            return self._screens.graded(person, latest[0].call) if latest else self._screens.first(person, {})

        return self._shown(request, card)

    def _hold_or_resume(self, person: Person, call: str) -> Call:
        calls = self._house.calls
        return calls.take_off_hold(person, call) if calls.read(person, call).on_hold else calls.hold(person, call)

    def _in_call(self, person: Person, act: Callable[[Person, str], Call], *, opened: bool = False) -> Screen:
        call = self._house.calls.open_call(person)
        if call is None:
            return self._screens.first(person, {})
        return self._screens.live(act(person, call.id), opened=opened)

    def _shown(self, request: gr.Request, make: Callable[[Person], Screen], place: gr.HTML | None = None) -> Updates:
        """The screen that `make` makes, or what went wrong, said at `place`."""
        try:
            person = who(self._house, request)
            return self._parts.painted(make(person), person, token(request))
        except TrainerError as error:
            message = explain(error, self._texts)
        except Exception:
            log.exception("a page could not be made")
            message = self._texts("fault.unforeseen", code="page")
        return {place or self._parts.notice: view.notice(message, self._texts)}


def _choice(chosen: dict[str, str]) -> Choice:
    return Choice(chosen.get("persona", ""), chosen.get("scenario", ""))
