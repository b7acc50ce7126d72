"""A call with its grade, for its trainee and for those who review it, and the queue of what waits for them."""

from collections.abc import Mapping

from trainer.domain.call import DISPOSITIONS
from trainer.domain.people import Person
from trainer.domain.review import Reviewed
from trainer.domain.rights import Deed, may
from trainer.domain.scorecard import Evidence, Scored
from trainer.errors import BadInput, NotFound
from trainer.services.review import Queued
from trainer.texts import Texts
from trainer.ui.house import House
from trainer.ui.plain import Asked, Done, Plain
from trainer.ui.rendering import render
from trainer.ui.screens import Screens


def call(house: House) -> Plain:
    """The scorecard, what was done to it, and the forms for what this person may do."""

    def show(asked: Asked) -> str:
        id, person = asked.path["call"], asked.person
        card = Screens(house, asked.texts).graded(person, id).parts["card"] + _wrap_up(house, asked)
        try:
            grade = house.review.of(person, id)
        except NotFound:
            # It waits for its judge.
            return card
        return card + _review(house, asked, person, grade)

    def contest(asked: Asked) -> Done:
        house.review.contest(asked.person, asked.path["call"], asked.value("criterion"), asked.value("words"))
        return Done("contested")

    def overrule(asked: Asked) -> Done:
        id, name = asked.path["call"], asked.value("criterion")
        quotes = _evidence(asked)
        house.review.overrule(asked.person, id, name, asked.number("level"), asked.value("reason"), quotes)
        _answer_too(house, asked, name)
        return Done("overruled")

    def answer(asked: Asked) -> Done:
        house.review.answer(asked.person, asked.path["call"], asked.value("criterion"), asked.value("words"))
        return Done("answered")

    def sign_off(asked: Asked) -> Done:
        house.review.sign_off(asked.person, asked.path["call"])
        return Done("signed")

    def wrap_up(asked: Asked) -> Done:
        house.calls.wrap_up(asked.person, asked.path["call"], asked.value("disposition"), asked.value("note"))
        return Done("wrapped_up")

    acts = {"wrap_up": wrap_up, "contest": contest, "overrule": overrule, "answer": answer, "sign_off": sign_off}
    return Plain("call/{call}/", Deed.SEE_OWN, "review", show, acts)


def _wrap_up(house: House, asked: Asked) -> str:
    """What the agent wrote down after the call, and the form to do so for whoever took it."""
    taken = house.calls.read(asked.person, asked.path["call"])
    own = taken.header.trainee == asked.person.name
    values = {"written": taken.wrapped_up, "own": own, "dispositions": DISPOSITIONS}
    return render("wrap_up", asked.texts, asked=asked, **values) if taken.ended and (own or taken.wrapped_up) else ""


def _answer_too(house: House, asked: Asked, criterion: str) -> None:
    """Who overrules what was contested has answered the contest with the same words."""
    id = asked.path["call"]
    if criterion in house.review.of(asked.person, id).open_contests:
        house.review.answer(asked.person, id, criterion, asked.value("reason"))


def _evidence(asked: Asked) -> tuple[Evidence, ...]:
    quote, turn = asked.value("quote").strip(), asked.number("turn")
    if bool(quote) != bool(turn):
        raise BadInput("review.quote_and_turn")
    return (Evidence(turn=turn, quote=quote),) if quote else ()


def _review(house: House, asked: Asked, person: Person, grade: Reviewed) -> str:
    owner = house.access.owner(house.access.call(person, asked.path["call"]))
    rubric = house.catalogue.rubric(grade.first.rubric, grade.first.versions.get("rubric", ""))
    criteria = {one.id: one for one in (*rubric.criteria, *rubric.compliance)}
    return render(
        "review",
        asked.texts,
        asked=asked,
        grade=grade,
        criteria=criteria,
        levels=_levels(grade),
        reviewer=may(person, Deed.REVIEW, owner),
        own=owner.name == person.name,
    )


def _levels(grade: Reviewed) -> dict[str, tuple[int | None, int | None]]:
    """The first and the standing level of each criterion."""
    found: dict[str, tuple[int | None, int | None]] = {}
    for first in (*grade.first.grades, *grade.first.compliance):
        now = grade.standing.grade(first.criterion)
        levels = [one.outcome.level if one and isinstance(one.outcome, Scored) else None for one in (first, now)]
        found[first.criterion] = (levels[0], levels[1])
    return found


def queue(house: House) -> Plain:
    """The graded calls that a person should look at, oldest first, with the reasons."""

    def show(asked: Asked) -> str:
        texts = asked.texts
        waiting = house.review.queue(asked.person)
        names = _criterion_names(house, texts)
        return render("queue", texts, asked=asked, waiting=[(one, _reasons(one, names, texts)) for one in waiting])

    return Plain("review/", Deed.REVIEW, "review", show)


def _reasons(queued: Queued, names: Mapping[str, str], texts: Texts) -> list[str]:
    about = {flag: texts.join(names.get(one, one) for one in what) for flag, what in queued.why.items()}
    return [texts(f"flag.{flag}", criteria=what) for flag, what in about.items()]


def _criterion_names(house: House, texts: Texts) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in house.catalogue.rubrics():
        rubric = house.catalogue.rubric(name)
        found |= {one.id: one.name.in_(texts.language) for one in (*rubric.criteria, *rubric.compliance)}
        found |= {one.id: one.name.in_(texts.language) for one in rubric.critical_errors}
    return found
