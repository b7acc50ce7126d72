"""Assigning calls to people and teams, and who has done what."""

from datetime import date

from trainer.domain.rights import Deed
from trainer.errors import BadInput
from trainer.services.calls import DEFAULT_RUBRIC
from trainer.ui.house import House
from trainer.ui.plain import Asked, Done, Plain
from trainer.ui.rendering import render
from trainer.ui.screens import Screens


def assignments(house: House) -> Plain:
    """Who is to take which calls, and how far they are."""

    def show(asked: Asked) -> str:
        screens, people = Screens(house, asked.texts), house.assignments.assignable(asked.person)
        tasks = house.assignments.given(asked.person)
        return render(
            "assignments",
            asked.texts,
            asked=asked,
            people=people,
            teams=sorted({one.team for one in people if one.team}),
            personas=[(one, house.catalogue.persona(one).name) for one in house.catalogue.personas()],
            scenarios=[(one, house.catalogue.scenario(one).title) for one in house.catalogue.scenarios()],
            rubrics=[
                (one, house.catalogue.rubric(one).name.in_(asked.texts.language)) for one in house.catalogue.rubrics()
            ],
            tasks=[(one, screens.row_of(one.assigned.persona, one.assigned.scenario)) for one in tasks],
        )

    def assign(asked: Asked) -> Done:
        kind, _, to = asked.value("to").partition(":")
        house.assignments.assign(
            asked.person,
            to,
            asked.value("persona"),
            asked.value("scenario"),
            asked.value("rubric") or DEFAULT_RUBRIC,
            _day(asked.value("due")),
            asked.number("attempts"),
            asked.value("note"),
            team=kind == "team",
        )
        return Done("assigned")

    def withdraw(asked: Asked) -> Done:
        house.assignments.withdraw(asked.person, asked.value("id"))
        return Done("withdrawn")

    return Plain("assignments/", Deed.ASSIGN, "assignments", show, {"assign": assign, "withdraw": withdraw})


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise BadInput("assign.day") from error
