"""Looking back at a call, and trying again from one of its turns, on the command line."""

from pathlib import Path
from typing import Annotated

import typer

from trainer import bootstrap
from trainer.cli import printing
from trainer.cli.stepping import show_turns, steps_of
from trainer.cli.telling import told_plainly
from trainer.domain.call import Call
from trainer.domain.coaching import Coaching, Difference
from trainer.domain.people import Person
from trainer.errors import NotFound
from trainer.services.script import Rehearsed
from trainer.settings import Settings
from trainer.texts import Texts, texts_in

CallId = Annotated[str, typer.Argument(help="the id of the call")]
Who = Annotated[str, typer.Option("--as", help="your name in First Ring")]


def coach(call: CallId, who: Who) -> None:
    """Show the moment of a call that mattered most, and what could have been said."""
    settings = Settings()
    texts = texts_in(settings.language)
    with told_plainly(texts):
        services = bootstrap.services_on_record(settings)
        found = services.coach.coach(_person(services, who), call)
        typer.echo(_coaching(found, texts) if found else texts("cli.coach.none"))


def survey(call: CallId, who: Who) -> None:
    """Show what the customer says of a call afterwards."""
    settings = Settings()
    texts = texts_in(settings.language)
    with told_plainly(texts):
        services = bootstrap.services_on_record(settings)
        for one in services.survey.answers(_person(services, who), call):
            typer.echo(f"{one.question.in_(texts.language)} {one.words.in_(texts.language)} ({one.level}/{one.top})")


def rewind(
    call: CallId,
    turn: Annotated[int, typer.Argument(help="the turn of yours to take back")],
    who: Who,
    script: Annotated[Path | None, typer.Option(help="your lines, one a turn, and :directives")] = None,
) -> None:
    """Try a call again from one of your turns; both tries are kept, and only the first is official."""
    settings = Settings()
    texts = texts_in(settings.language)
    with told_plainly(texts):
        services = bootstrap.services_on_record(settings)
        person = _person(services, who)
        steps = steps_of(script, texts)
        playing = services.coach.rewind(person, call, turn)
        typer.echo(playing.id, err=True)
        shown = show_turns(playing, 0, printing.turn_text(texts))
        agent = Rehearsed(services.calls, person, lambda _: None)
        for step in steps:
            playing = agent.take(playing, step)
            shown = show_turns(playing, shown, printing.turn_text(texts))
            if playing.ended:
                break
        typer.echo(_compared(services, person, services.calls.hang_up(person, playing.id), texts))


def _compared(services: bootstrap.Services, person: Person, tried: Call, texts: Texts) -> str:
    services.grading.grade_call(person, tried.id)
    return _difference(services.coach.compare(person, tried.id), texts)


def _person(services: bootstrap.Services, name: str) -> Person:
    person = services.store.person(name)
    if person is None:
        raise NotFound("people.unknown", name=name[:80])
    return person


def _coaching(found: Coaching, texts: Texts) -> str:
    moment = found.moment
    return "\n".join(
        (
            texts("cli.coach.moment", turn=moment.turn, worth=f"{moment.change.worth:+g}"),
            texts("cli.coach.heard", words=moment.heard),
            texts("cli.coach.said", words=moment.said),
            texts("cli.coach.instead", words=found.instead),
        )
    )


def _difference(found: Difference, texts: Texts) -> str:
    change = {name: f"{points:+g}" for name, points in found.change.model_dump().items()}
    before, after = (printing.figure(one, texts) for one in (found.total_before, found.total_after))
    return f"{texts('cli.rewind.difference', **change)}\n{texts('cli.rewind.totals', before=before, after=after)}"
