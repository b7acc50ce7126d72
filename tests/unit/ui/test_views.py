from datetime import date
from typing import Any

import pytest

from tests.builders import a_person, an_event
from tests.stage import TRAINEE, Stage
from trainer.domain.call import Call, Usage
from trainer.domain.cost import Spent, Tariff
from trainer.domain.review import Reviewed, flags
from trainer.domain.scorecard import Scorecard, Scored
from trainer.domain.values import LANGUAGES, Language
from trainer.services.access import Access
from trainer.services.spending import Statement
from trainer.services.survey import Survey
from trainer.store.memory import MemoryStore
from trainer.texts import texts_in
from trainer.ui import overview, view
from trainer.ui.curves import curve
from trainer.ui.drafts import Drafts
from trainer.ui.house import House
from trainer.ui.screens import Screens
from trainer.ui.view import Casting, Choice

LINES = ("Good morning, this is Alex. How can I help?", "I'm so sorry. Could you give me your account number?")


@pytest.fixture(scope="module")
def played(stage: Stage) -> tuple[Call, Scorecard]:
    """A call that was hung up, and its grade."""
    services, _ = stage.services()
    call = services.calls.answer(TRAINEE, services.calls.ring(TRAINEE, "en/angry", "en/billed-twice").id)
    for line in LINES:
        call = services.calls.say(TRAINEE, call.id, line)
    call = services.calls.hang_up(TRAINEE, call.id)
    return call, services.grading.grade_call(TRAINEE, call.id)


class Shelf(MemoryStore):
    """A store with one call in it."""

    def __init__(self, call: Call) -> None:
        super().__init__()
        self.begin(call.header)
        self.append(call.id, 0, call.entries)


def card_of(
    stage: Stage, played: tuple[Call, Scorecard], language: Language = "en", trainee: str = "", **more: Any
) -> str:
    call, card = played
    catalogue = stage.catalogue
    persona, scenario = catalogue.persona("en/angry"), catalogue.scenario("en/billed-twice")
    rubric = catalogue.rubric("foundations")
    return view.scorecard(call, card, rubric, persona, scenario, texts_in(language), trainee, **more)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scorecard_names_every_criterion_and_quotes_by_turn(
    stage: Stage, played: tuple[Call, Scorecard], language: Language
) -> None:
    html = card_of(stage, played, language)
    for criterion in stage.catalogue.rubric("foundations").criteria:
        assert criterion.name.in_(language) in html
    assert 'href="#turn-1"' in html or 'href="#turn-3"' in html
    assert 'id="turn-1"' in html


def test_what_people_type_is_always_escaped(stage: Stage, played: tuple[Call, Scorecard]) -> None:
    call, _ = played
    turn = call.turns[0].model_copy(update={"text": "<script>alert(1)</script>"})
    attacked = call.model_copy(update={"entries": (call.entries[0], turn)})
    html = view.transcript(attacked, stage.catalogue.persona("en/angry"), texts_in("en"))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_turn_says_who_worded_it_and_what_kept_the_model_from_it(
    stage: Stage, played: tuple[Call, Scorecard]
) -> None:
    call, texts = played[0], texts_in("en")
    theirs = next(turn for turn in call.turns if turn.speaker == "customer")
    late = theirs.model_copy(update={"instead": "model.too_slow"})
    by_model = theirs.model_copy(update={"worded_by": "tiny"})
    persona = stage.catalogue.persona("en/angry")
    shown = [view.transcript(call.model_copy(update={"entries": (one,)}), persona, texts) for one in (late, by_model)]
    assert texts("model.too_slow") in shown[0]
    assert "tiny" in shown[1]
    assert texts("model.too_slow") not in shown[1]


def test_the_scorecard_tells_compliance_gates_and_what_the_customer_says(
    stage: Stage, played: tuple[Call, Scorecard]
) -> None:
    call, _ = played
    services, _ = stage.services()
    rubric, texts = stage.catalogue.rubric("complaint"), texts_in("en")
    card = services.grading.grade("complaint", services.grading.freeze(call))
    answers = Survey(stage.catalogue, Access(Shelf(call), services.store), services.grading).answers(TRAINEE, call.id)
    catalogue = stage.catalogue
    persona, scenario = catalogue.persona("en/angry"), catalogue.scenario("en/billed-twice")
    html = view.scorecard(call, card, rubric, persona, scenario, texts, answers=answers)
    assert card.gates
    assert texts("card.gates") in html
    assert all(one.name.en in html for one in rubric.compliance)
    assert all(one.question.en in html and one.words.en in html for one in answers)


def test_a_trainers_view_of_a_scorecard_names_the_trainee(stage: Stage, played: tuple[Call, Scorecard]) -> None:
    assert "lina &lt;b&gt;" in card_of(stage, played, trainee="lina <b>")


def test_the_clock_of_a_call_starts_when_it_is_answered(stage: Stage, played: tuple[Call, Scorecard]) -> None:
    call, _ = played
    answered = call.entries[0].model_copy(update={"at": 30.0})
    begun = call.model_copy(update={"entries": (answered,)})
    html = view.call_bar(begun, stage.catalogue.persona("en/angry"), 42.0, texts_in("en"))
    assert 'data-elapsed="12"' in html


def test_the_customers_feelings_have_a_point_for_every_turn(played: tuple[Call, Scorecard]) -> None:
    chart = view.feelings(played[0], texts_in("en"))
    assert {len(one.points) for one in chart.curves} == {len(played[0].turns)}
    assert len(chart.curves) == 5


def test_time_runs_in_the_direction_of_reading() -> None:
    onward = curve("anger", "Anger", [10, 90], ["1", "2"], right_to_left=False)
    mirrored = curve("anger", "Anger", [10, 90], ["1", "2"], right_to_left=True)
    assert onward.points[0].x < onward.points[1].x
    assert mirrored.points[0].x > mirrored.points[1].x


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_easiest_customer_is_chosen_for_a_beginner(stage: Stage, language: Language) -> None:
    services, clock = stage.services()
    house = House(
        access=services.access,
        accounts=services.accounts,
        assignments=services.assignments,
        authoring=services.authoring,
        proving=services.proving,
        certification=services.certification,
        trail=services.trail,
        calls=services.calls,
        grades=services.grades,
        review=services.review,
        spending=services.spending,
        destinations=(),
        drafts=Drafts(),
        survey=services.survey,
        history=services.history,
        catalogue=stage.catalogue,
        people=services.store,
        clock=clock,
        recorded=lambda _: False,
        means=lambda _: "none",
        check=list,
        code_names=lambda _: {},
        facts=lambda _: {},
    )
    choice = Screens(house, texts_in(language)).default_choice(language)
    chosen = stage.catalogue.persona(choice.persona)
    others = [stage.catalogue.persona(name) for name in stage.catalogue.personas() if name.startswith(f"{language}/")]
    assert chosen.difficulty == min(one.difficulty for one in others)


def test_the_choice_greets_by_name_and_marks_the_chosen(stage: Stage) -> None:
    personas = (("en/angry", stage.catalogue.persona("en/angry")),)
    scenarios = (("en/billed-twice", stage.catalogue.scenario("en/billed-twice")),)
    cast = Casting("en", personas, scenarios)
    html = view.casting(cast, Choice("en/angry", "en/billed-twice"), texts_in("en"), "Lina")
    assert "Lina" in html
    assert html.count("checked") == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bar_on_top_offers_the_other_languages_and_the_way_out(language: Language) -> None:
    html = view.header(a_person(), "calls", texts_in(language), "a-token", "desk/")
    assert html.count('name="token" value="a-token"') == 2
    assert html.count('name="language"') == 3


def test_a_step_out_of_a_call_is_explained_in_every_language() -> None:
    for language in LANGUAGES:
        for step in ("transfer", "escalate", "hang_up"):
            assert texts_in(language)(f"ask.{step}.means") in view.asks(step, texts_in(language))


def test_who_ended_the_call_is_said(played: tuple[Call, Scorecard]) -> None:
    call, _ = played
    left = an_event("hung_up").model_copy(update={"by": "customer"})
    goes_on = call.model_copy(update={"entries": call.entries[:-1]})
    assert "The customer has hung up" in view.over(goes_on.with_(left), texts_in("en"))
    assert view.over(goes_on, texts_in("en")) == ""


def judged_by_a_model(card: Scorecard) -> Scorecard:
    """The card as a model would give it: the first criterion wide apart, the embedded grade beside."""
    first = card.grades[0]
    assert isinstance(first.outcome, Scored)
    outcome = first.outcome.model_copy(update={"level": 1, "runs": (1, 1, 4), "words": "Curt <b>throughout."})
    grades = (first.model_copy(update={"outcome": outcome}), *card.grades[1:])
    used = Usage(prompt=1_000, completion=200)
    return card.model_copy(update={"grades": grades, "graded_by": "judge-7b", "beside": card, "usage": used})


def test_a_models_grade_shows_its_runs_its_reason_and_the_grade_beside_it(
    stage: Stage, played: tuple[Call, Scorecard]
) -> None:
    call, card = played
    given = judged_by_a_model(card)
    why = flags(Reviewed(first=given, acts=(), standing=given))
    html = card_of(stage, (call, given), flags=why)
    assert "judge-7b, a language model" in html
    assert "Levels of the judge&#39;s runs: 1, 1, 4." in html
    assert "Curt &lt;b&gt;throughout." in html
    assert "The built-in grader gives level" in html
    assert "A person will look at this grade" in html
    assert "lie more than one level apart: Respect" in html
    assert "– for the call and 1200 tokens for the grade" in html


def test_the_embedded_grade_names_no_model_and_no_cost(stage: Stage, played: tuple[Call, Scorecard]) -> None:
    html = card_of(stage, played)
    assert "the built-in grader" in html
    assert "language model" not in html
    assert "Models took" not in html


def test_a_call_that_awaits_its_grade_says_so_and_shows_no_number(played: tuple[Call, Scorecard]) -> None:
    html = view.awaiting(played[0], texts_in("en"))
    assert "Awaiting the grade" in html
    assert "of 100" not in html


@pytest.mark.parametrize(("language", "money"), [("en", "$2.50"), ("bg", "2,50"), ("ar", "2.50")])
def test_what_models_took_is_shown_in_money_where_prices_are_set(language: Language, money: str) -> None:
    spent = Spent(day=date(2026, 1, 5), use="judging", model="m <i>", usage=Usage(prompt=1_000_000))
    priced = Tariff(prompt=2.5, currency="USD")
    statement = Statement(today=2.5, budget=5.0, tariff=priced, rows=(spent,))
    html = overview.spent(statement, texts_in(language))
    assert money in html
    assert "m &lt;i&gt;" in html


def test_without_prices_tokens_are_shown_and_without_models_nothing() -> None:
    spent = Spent(day=date(2026, 1, 5), use="wording", model="m", usage=Usage(prompt=1_000, completion=1))
    some = Statement(today=1_001, budget=None, tariff=Tariff(), rows=(spent,))
    assert "1001 tokens" in overview.spent(some, texts_in("en"))
    none = Statement(today=0, budget=None, tariff=Tariff(), rows=())
    assert "Models" not in overview.spent(none, texts_in("en"))
