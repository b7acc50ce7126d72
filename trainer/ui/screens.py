"""Which screen of the trainee's desk is shown, and its HTML: from services and a person, without Gradio."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from trainer.domain.call import Call
from trainer.domain.people import Person
from trainer.domain.persona import Persona
from trainer.domain.progress import Attempt
from trainer.domain.review import flags
from trainer.domain.scenario import Scenario
from trainer.domain.values import LANGUAGES, Language
from trainer.errors import NotFound
from trainer.services.calls import DEFAULT_RUBRIC
from trainer.texts import Texts
from trainer.ui import view
from trainer.ui.house import House
from trainer.ui.overview import Named, Row
from trainer.ui.view import Casting, Choice

SCREENS = ("choose", "briefing", "ringing", "call", "card")


@dataclass(frozen=True)
class Screen:
    """A screen by name, the HTML of its parts, and what is chosen or going on; `said` when words were just taken."""

    name: str
    parts: Mapping[str, str] = field(default_factory=dict)
    choice: Choice | None = None
    call: Call | None = None
    said: bool = False


class Screens:
    """The trainee's screens in one language."""

    def __init__(self, house: House, texts: Texts) -> None:
        self._house = house
        self._texts = texts
        self._names: dict[tuple[str, str], str] = {}

    def first(self, person: Person, query: Mapping[str, str]) -> Screen:
        """What is shown when the page is opened: what the address asks for, an open call, or the choice."""
        if "call" in query:
            return self.graded(person, query["call"])
        if (open_call := self._house.calls.open_call(person)) is not None:
            return self.live(self._house.calls.resume(person, open_call.id), opened=True)
        return self.choose(self.default_choice(self._texts.language, query), person.name)

    def default_choice(self, language: Language, query: Mapping[str, str] | None = None) -> Choice:
        """What a beginner starts with, or the persona and scenario that the address names."""
        cast, asked = self._casting(language), query or {}
        persona, scenario = asked.get("persona", ""), asked.get("scenario", "")
        known = {name for name, _ in cast.personas}, {name for name, _ in cast.scenarios}
        easiest = min(cast.personas, key=lambda one: one[1].difficulty)[0]
        return Choice(
            persona if persona in known[0] else easiest,
            scenario if scenario in known[1] else cast.scenarios[0][0],
        )

    def choose(self, choice: Choice, name: str = "") -> Screen:
        """Cards to choose from, in the language of what is chosen; with a name, somebody is greeted."""
        cast = self._casting(_language(choice.persona, self._texts.language))
        return Screen("choose", {"casting": view.casting(cast, choice, self._texts, name)}, choice)

    def briefing(self, choice: Choice) -> Screen:
        """What is read before the phone rings."""
        catalogue = self._house.catalogue
        html = view.briefing(
            catalogue.persona(choice.persona),
            catalogue.scenario(choice.scenario),
            catalogue.rubric(DEFAULT_RUBRIC),
            self._house.means(_language(choice.persona, self._texts.language)),
            self._texts,
        )
        return Screen("briefing", {"briefing": html}, choice)

    def live(self, call: Call, *, opened: bool = False) -> Screen:
        """The call as it stands: ringing, going on, or just ended; what lasts as long as the call is drawn once."""
        persona, scenario = self._cast(call)
        if not call.answered and not call.ended:
            return Screen("ringing", {"ringing": view.ringing(persona, scenario, self._texts)}, call=call)
        last = max((entry.at for entry in call.entries), default=0.0)
        elapsed = last if call.ended else (self._house.clock.now() - call.header.began).total_seconds()
        parts = {
            "bar": view.call_bar(call, persona, elapsed, self._texts),
            "talk": view.transcript(call, persona, self._texts),
            "pane": view.desk_pane(persona, scenario, self._texts),
            "over": view.over(call, self._texts),
        }
        if call.ended:
            parts["voice"] = ""
        elif opened:
            # A line that is open lives in it.
            language = call.header.language
            parts["voice"] = view.voice(language, self._house.means(language), self._texts)
        return Screen("call", parts, call=call)

    def graded(self, person: Person, call_id: str) -> Screen:
        """The scorecard of an ended call that this person may see."""
        call = self._house.calls.read(person, call_id)
        card = self._house.grades.card(person, call_id)
        if card is None:
            return Screen("card", {"card": view.awaiting(call, self._texts)}, call=call)
        html = view.scorecard(
            call,
            card,
            self._house.catalogue.rubric(card.rubric, card.versions.get("rubric", "")),
            *self._cast(call),
            self._texts,
            trainee="" if call.header.trainee == person.name else call.header.trainee,
            answers=self._house.survey.answers(person, call_id),
            flags=flags(self._house.review.of(person, call_id)),
            tariff=self._house.spending.tariff,
            facts=self._house.facts(call),
            recorded=self._house.recorded(call.id),
            codes=self._house.code_names(self._texts.language),
        )
        return Screen("card", {"card": html}, Choice(call.header.persona, call.header.scenario), call)

    def row(self, attempt: Attempt) -> Row:
        """A line of a history; content that is gone keeps its id."""
        named = self.row_of(attempt.persona, attempt.scenario)
        return Row(attempt, named.persona, named.scenario)

    def row_of(self, persona: str, scenario: str) -> Named:
        """The names of a customer and a situation; content that is gone keeps its id."""
        return Named(self._name(persona, "persona"), self._name(scenario, "scenario"))

    def _cast(self, call: Call) -> tuple[Persona, Scenario]:
        """Customer and situation as they were when the phone rang."""
        header, catalogue = call.header, self._house.catalogue
        persona = catalogue.persona(header.persona, header.version("persona"))
        return persona, catalogue.scenario(header.scenario, header.version("scenario"))

    def _name(self, name: str, kind: str) -> str:
        # A page may name the same few thousands of times.
        if (kind, name) not in self._names:
            self._names[kind, name] = self._looked_up(name, kind)
        return self._names[kind, name]

    def _looked_up(self, name: str, kind: str) -> str:
        try:
            catalogue = self._house.catalogue
            return catalogue.persona(name).name if kind == "persona" else catalogue.scenario(name).title
        except NotFound:
            return name

    def _casting(self, language: Language) -> Casting:
        catalogue = self._house.catalogue
        own = f"{language}/"
        return Casting(
            language,
            tuple((name, catalogue.persona(name)) for name in catalogue.personas() if name.startswith(own)),
            tuple((name, catalogue.scenario(name)) for name in catalogue.scenarios() if name.startswith(own)),
        )


def _language(name: str, default: Language) -> Language:
    return next((language for language in LANGUAGES if name.startswith(f"{language}/")), default)
