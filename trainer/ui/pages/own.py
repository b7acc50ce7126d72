"""The trainee's own pages: what to do next and how far they are, and what they have done."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from trainer.domain.growth import AIM, Pairing, days, next_pairing, weakest
from trainer.domain.people import Person
from trainer.domain.progress import Attempt, Wanted
from trainer.domain.rights import Deed
from trainer.domain.uncertainty import FEW, mean_of
from trainer.domain.values import LANGUAGES
from trainer.services.calls import DEFAULT_RUBRIC
from trainer.texts import Texts
from trainer.ui import overview
from trainer.ui.house import House
from trainer.ui.plain import Asked, Plain
from trainer.ui.rendering import render
from trainer.ui.screens import Screens

LATELY = 5
"""Calls that the first page shows."""


def home(house: House) -> Plain:
    """What is asked of somebody, what to practise next, and how far they are."""

    def show(asked: Asked) -> str:
        person, texts = asked.person, asked.texts
        attempts, rubric = house.history.own(person), house.catalogue.rubric(DEFAULT_RUBRIC)
        weak = weakest(attempts)
        screens = Screens(house, texts)
        pairing = next_pairing(attempts, _pairings(house, texts), weak.criterion if weak else None)
        tasks = house.assignments.mine(person)
        return render(
            "home",
            texts,
            asked=asked,
            tasks=[(one, screens.row_of(one.assigned.persona, one.assigned.scenario)) for one in tasks],
            next=(pairing, screens.row_of(*pairing)) if pairing else None,
            weak=weak,
            criterion=rubric.criterion(weak.criterion) if weak else None,
            paths=[(one, house.catalogue.programme(one.programme)) for one in house.certification.mine(person)],
            days=days(attempts, house.clock.now().date()),
            aim=AIM,
            rows=[screens.row(one) for one in attempts[:LATELY]],
        )

    return Plain("home/", Deed.SEE_OWN, "home", show)


def progress(house: House) -> Plain:
    """One's own history: filters, the trend with how sure it is, and one's best and worst words."""

    def show(asked: Asked) -> str:
        person, texts = asked.person, asked.texts
        screens, rubric = Screens(house, texts), house.catalogue.rubric(DEFAULT_RUBRIC)
        attempts = house.history.own(person, _wanted(asked, house.clock.now()))
        criteria = [(one.id, one.name.in_(texts.language), _levels(attempts, one.id)) for one in rubric.criteria]
        return render(
            "progress",
            texts,
            asked=asked,
            rows=[screens.row(one) for one in attempts],
            chart=overview.trends(attempts, rubric, texts),
            means=[(id, name, mean_of(values), len(values)) for id, name, values in criteria],
            extremes=house.history.extremes(attempts),
            graded=sum(1 for one in attempts if one.total is not None),
            few=FEW,
            languages=LANGUAGES,
        )

    return Plain("progress/", Deed.SEE_OWN, "progress", show)


def _wanted(asked: Asked, now: datetime) -> Wanted:
    """What the filters of the address ask for; what they cannot ask for is left out."""
    kind, result = asked.query.get("kind", ""), asked.query.get("result", "")
    language = next((one for one in LANGUAGES if one == asked.query.get("language")), None)
    days_back = {"7": 7, "30": 30, "90": 90}.get(asked.query.get("since", ""))
    return Wanted(
        official={"official": True, "private": False}.get(kind),
        passed={"passed": True, "failed": False}.get(result),
        language=language,
        since=now.astimezone(UTC) - timedelta(days=days_back) if days_back else None,
    )


def _levels(attempts: Sequence[Attempt], criterion: str) -> list[float]:
    return [level for one in attempts for name, level in one.levels if name == criterion]


def _pairings(house: House, texts: Texts) -> list[Pairing]:
    """Every customer with every situation in the language of the page, the easiest first."""
    own, catalogue = f"{texts.language}/", house.catalogue
    personas = sorted(
        (one for one in catalogue.personas() if one.startswith(own)), key=lambda one: catalogue.persona(one).difficulty
    )
    scenarios = [one for one in catalogue.scenarios() if one.startswith(own)]
    return [Pairing(persona, scenario) for scenario in scenarios for persona in personas]


def own_data(house: House, person: Person) -> dict[str, object]:
    """Everything that is kept of a person: the account, calls with every word, grades, reviews, tasks, certificates."""
    return {
        "account": person.model_dump(mode="json"),
        "calls": [_everything(house, person, one) for one in house.history.own(person)],
        "assignments": [one.model_dump(mode="json") for one in house.assignments.mine(person)],
        "certification": [one.model_dump(mode="json") for one in house.certification.mine(person)],
    }


def _everything(house: House, person: Person, attempt: Attempt) -> dict[str, object]:
    call = house.calls.read(person, attempt.call).model_dump(mode="json")
    grade = house.review.of(person, attempt.call).model_dump(mode="json") if attempt.graded else None
    return {"call": call, "grade": grade}
