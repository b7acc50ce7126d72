"""What the trainee sees, as HTML. Pure: the same values make the same page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from trainer.domain.call import Call, Turn, Usage, ending, usage_of
from trainer.domain.codebook import Code
from trainer.domain.cost import Tariff
from trainer.domain.facts import Fact
from trainer.domain.people import Person
from trainer.domain.persona import Persona
from trainer.domain.review import Flag
from trainer.domain.rubric import Criterion, Rubric
from trainer.domain.scenario import Scenario
from trainer.domain.scorecard import CriterionGrade, Scorecard, Scored, share
from trainer.domain.speech import Means
from trainer.domain.values import LANGUAGES, Language
from trainer.services.survey import Answer
from trainer.texts import Texts
from trainer.ui.curves import HEIGHT, LEFT, RIGHT, WIDTH, Curve, curve, up
from trainer.ui.nav import links
from trainer.ui.rendering import render

NO_FLAGS: Mapping[Flag, Sequence[str]] = MappingProxyType({})
NO_PRICES = Tariff()
NO_FACTS: Mapping[Fact, float] = MappingProxyType({})
SPOKEN: Mapping[Fact, int] = MappingProxyType(
    {Fact.RESPONSE_SECONDS: 1, Fact.PACE: 0, Fact.PAUSE_SHARE: -1, Fact.OVERLAPS: 0, Fact.FILLERS_A_100: 1}
)
"""What is shown of how the agent spoke, with its decimals; -1 is a percentage."""
NO_NAMES: Mapping[Code, str] = MappingProxyType({})
FEELINGS = ("anger", "confusion", "hesitation", "trust", "patience")


@dataclass(frozen=True)
class Casting:
    """The personas and scenarios of one language that can be chosen, by id."""

    language: Language
    personas: tuple[tuple[str, Persona], ...]
    scenarios: tuple[tuple[str, Scenario], ...]


@dataclass(frozen=True)
class Choice:
    """What a call is to be: who calls and why."""

    persona: str
    scenario: str


def header(person: Person, here: str, texts: Texts, token: str, to: str) -> str:
    """The bar on top: the name, the way around, the language, which leads back to `to`, and the way out."""
    return render(
        "header", texts, person=person, links=links(person), here=here, languages=LANGUAGES, token=token, to=to
    )


def waiting(texts: Texts) -> str:
    """What stands there until the page has been asked for."""
    return render("waiting", texts)


def asks(step: str, texts: Texts) -> str:
    """What a step out of the call means, before it is taken."""
    return render("asks", texts, step=step)


def over(call: Call, texts: Texts) -> str:
    """Who ended the call and how; nothing while it goes on."""
    end = ending(call)
    return render("over", texts, end=end) if end else ""


def casting(cast: Casting, choice: Choice, texts: Texts, name: str = "") -> str:
    """Cards to choose a customer and a situation from."""
    return render("casting", texts, cast=cast, choice=choice, languages=LANGUAGES, name=name)


def briefing(persona: Persona, scenario: Scenario, rubric: Rubric, means: Means, texts: Texts) -> str:
    """What is read before the phone rings, and where the microphone is tried."""
    return render("briefing", texts, persona=persona, scenario=filled(scenario, persona), rubric=rubric, means=means)


def ringing(persona: Persona, scenario: Scenario, texts: Texts) -> str:
    """The phone rings."""
    return render("ringing", texts, persona=persona, scenario=scenario)


def call_bar(call: Call, persona: Persona, elapsed: float, texts: Texts) -> str:
    """Who is on the line, for how long, and how the call stands."""
    since = int(max(0.0, elapsed - picked_up(call)))
    return render("call_bar", texts, call=call, persona=persona, elapsed=since)


def picked_up(call: Call) -> float:
    """When the agent answered, in seconds since the phone began to ring; 0 while it rings."""
    return next((event.at for event in call.events if event.kind == "answered"), 0.0)


def talk(call: Call, persona: Persona, texts: Texts) -> str:
    """What was said in a call that is shown and not taken."""
    return render("talk", texts, entries=call.entries, persona=persona, call=call, link=False)


def transcript(call: Call, persona: Persona, texts: Texts) -> str:
    """What has been said, turn by turn."""
    return render("transcript", texts, entries=call.entries, persona=persona, call=call, link=False)


def desk_pane(persona: Persona, scenario: Scenario, texts: Texts) -> str:
    """The record, the knowledge and the policy beside the call."""
    return render("pane", texts, scenario=filled(scenario, persona), persona=persona)


def notice(message: str, texts: Texts, tone: str = "problem") -> str:
    """A message in its place; nothing when there is none."""
    return render("notice", texts, message=message, tone=tone) if message else ""


def filled(scenario: Scenario, persona: Persona) -> Scenario:
    """The scenario with the customer's name on the record."""
    rows = tuple(
        row.model_copy(update={"value": row.value.replace("{customer}", persona.full_name)}) for row in scenario.record
    )
    return scenario.model_copy(update={"record": rows})


@dataclass(frozen=True)
class GradeView:
    """One criterion of a scorecard, ready to be shown; `beside` is the level that the other judge gives."""

    criterion: Criterion
    grade: CriterionGrade
    scored: Scored | None
    beside: int | None = None


def voice(language: Language, means: Means, texts: Texts) -> str:
    """Where a call is spoken and heard, or how to make that possible."""
    return render("voice", texts, language=language, means=means)


def awaiting(call: Call, texts: Texts) -> str:
    """The call has ended and its judge has not answered yet."""
    return render("awaiting", texts, call=call)


def cost(usage: Usage, tariff: Tariff, texts: Texts) -> str:
    """What models took, in money or, without prices, in tokens; nothing where none was used."""
    value = tariff.cost(usage)
    if not usage.prompt and not usage.completion:
        return ""
    return texts.money(value, tariff.currency) if tariff.priced else texts("cost.tokens", n=int(value))


def scorecard(
    call: Call,
    card: Scorecard,
    rubric: Rubric,
    persona: Persona,
    scenario: Scenario,
    texts: Texts,
    trainee: str = "",
    answers: Sequence[Answer] = (),
    flags: Mapping[Flag, Sequence[str]] = NO_FLAGS,
    tariff: Tariff = NO_PRICES,
    codes: Mapping[Code, str] = NO_NAMES,
    facts: Mapping[Fact, float] = NO_FACTS,
    *,
    recorded: bool = False,
) -> str:
    """The graded call: total, criteria with quotes, what the customer says of it, one thing to do better, the words."""
    grades = _grade_views(card.grades, rubric, card.beside)
    end = ending(call)
    names = {one.id: one.name.in_(texts.language) for one in (*rubric.criteria, *rubric.compliance)}
    names |= {error.id: error.name.in_(texts.language) for error in rubric.critical_errors}
    used = (cost(one, tariff, texts) for one in (usage_of(call), card.usage or Usage()))
    return render(
        "scorecard",
        texts,
        call=call,
        card=card,
        rubric=rubric,
        persona=persona,
        scenario=scenario,
        grades=grades,
        compliance=_grade_views(card.compliance, rubric, card.beside),
        flags={flag: texts.join(names.get(one, one) for one in about) for flag, about in flags.items()},
        recorded=recorded,
        spoken=spoken_facts(facts, texts),
        code_names=lambda seen: texts.join(dict.fromkeys(codes.get(one.code, one.code) for one in seen)),
        used=[one or "–" for one in costs] if any(costs := list(used)) else [],
        gated=[one.name.in_(texts.language) for name in card.gates if (one := rubric.criterion(name))],
        answers=answers,
        reason=end.reason if end else "hangup",
        critical={error.id: error for error in rubric.critical_errors},
        better=weakest(grades),
        chart=feelings(call, texts),
        entries=call.entries,
        link=True,
        trainee=trainee,
    )


def _grade_views(grades: Iterable[CriterionGrade], rubric: Rubric, beside: Scorecard | None = None) -> list[GradeView]:
    """A criterion that the rubric no longer has is left out."""
    other = {one.criterion: one.outcome for one in (*beside.grades, *beside.compliance)} if beside else {}
    levels = {name: outcome.level for name, outcome in other.items() if isinstance(outcome, Scored)}
    return [
        GradeView(
            criterion, grade, grade.outcome if isinstance(grade.outcome, Scored) else None, levels.get(criterion.id)
        )
        for grade in grades
        if (criterion := rubric.criterion(grade.criterion)) is not None
    ]


def _scored(grade: CriterionGrade) -> Scored | None:
    return grade.outcome if isinstance(grade.outcome, Scored) else None


def spoken_facts(facts: Mapping[Fact, float], texts: Texts) -> list[tuple[str, str]]:
    """How the agent spoke, in figures; nothing for a call that was typed."""
    return [
        (texts(f"spoken.{fact}"), texts.percent(100 * facts[fact]) if digits < 0 else texts.number(facts[fact], digits))
        for fact, digits in SPOKEN.items()
        if fact in facts
    ]


def weakest(grades: Sequence[GradeView]) -> GradeView | None:
    """The criterion in which most is to be won, unless all are at the top."""
    open_ones = [one for one in grades if one.scored and one.scored.level < one.grade.top]
    if not open_ones:
        return None
    return max(open_ones, key=lambda one: one.grade.weight * (1 - _share(one)))


def _share(one: GradeView) -> float:
    return share(one.scored.level, one.grade.top) if one.scored else 0.0


@dataclass(frozen=True)
class Chart:
    """Curves over one axis, with the table that says the same."""

    curves: tuple[Curve, ...]
    ticks: tuple[tuple[float, str], ...]
    columns: tuple[str, ...]
    right_to_left: bool
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = RIGHT

    def level(self, value: float) -> float:
        """Where a value lies on the vertical."""
        return up(value)


def feelings(call: Call, texts: Texts) -> Chart:
    """How the customer felt after each turn."""
    turns: tuple[Turn, ...] = call.turns
    labels = [str(turn.number) for turn in turns]
    curves = [
        curve(
            name,
            texts(f"feeling.{name}"),
            [getattr(turn.state, name) for turn in turns],
            [f"{turn.number}: {getattr(turn.state, name):.0f}" for turn in turns],
            texts.right_to_left,
        )
        for name in FEELINGS
    ]
    return Chart(tuple(curves), _ticks(curves, labels), tuple(labels), texts.right_to_left)


def _ticks(curves: Sequence[Curve], labels: Sequence[str]) -> tuple[tuple[float, str], ...]:
    if not curves or not labels:
        return ()
    step = max(1, len(labels) // 10)
    return tuple((point.x, labels[index]) for index, point in enumerate(curves[0].points) if index % step == 0)
