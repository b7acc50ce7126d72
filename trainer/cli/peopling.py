"""People on the command line: who may sign in, as what, and who may not any more."""

from collections.abc import Callable
from typing import Annotated

import typer

from trainer import bootstrap
from trainer.bootstrap import Services
from trainer.cli.telling import told_plainly
from trainer.domain.people import Person, Role
from trainer.errors import NotFound
from trainer.settings import Settings
from trainer.texts import Texts, texts_in

people = typer.Typer(no_args_is_help=True, help="People who may sign in.")
Name = Annotated[str, typer.Argument(help="the name they sign in with")]


@people.command("list")
def list_() -> None:
    """Everyone: name, role, team, and whether they are let in."""

    def show(services: Services, texts: Texts) -> None:
        everyone = services.store.people()
        for person in everyone:
            shut = texts("cli.people.shut") if person.disabled else ""
            typer.echo("  ".join(filter(None, (person.name, person.role, person.team, shut))))
        if not everyone:
            typer.echo(texts("cli.people.none"))

    _told(show)


@people.command("add")
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="what they do here")] = Role.TRAINEE,
    team: Annotated[str, typer.Option(help="the team they are in")] = "",
) -> None:
    """Add a person and print the password made for them."""

    def act(services: Services, texts: Texts) -> None:
        from trainer import serving

        password = serving.add_person(services, Settings(), name, role, team)
        typer.echo(texts("cli.people.added", name=name, role=role, password=password))

    _told(act)


@people.command("reset")
def reset(name: Name) -> None:
    """Make a new password for a person and print it; they need not wait after wrong ones any more."""

    def act(services: Services, texts: Texts) -> None:
        from trainer import serving

        typer.echo(texts("cli.people.reset", name=name, password=serving.reset_password(services, name)))

    _told(act)


@people.command("disable")
def disable(name: Name) -> None:
    """Let somebody in no more, from their next step on; their calls and grades stay."""
    _change(name, "cli.people.disabled", disabled=True)


@people.command("enable")
def enable(name: Name) -> None:
    """Let somebody in again."""
    _change(name, "cli.people.enabled", disabled=False)


@people.command("role")
def role_(name: Name, role: Annotated[Role, typer.Argument(help="what they do here from now on")]) -> None:
    """Give somebody another role."""
    _change(name, "cli.people.role", role=role)


@people.command("team")
def team_(name: Name, team: Annotated[str, typer.Argument(help="the team, or nothing to leave it")] = "") -> None:
    """Put somebody into a team, or out of theirs."""
    _change(name, "cli.people.team" if team else "cli.people.no_team", team=team)


def _change(name: str, told: str, **values: object) -> None:
    def act(services: Services, texts: Texts) -> None:
        person = services.store.person(name)
        if person is None:
            raise NotFound("people.unknown", name=name)
        changed = Person.model_validate({**person.model_dump(), **values})
        services.store.change_person(changed)
        typer.echo(texts(told, name=name, role=changed.role, team=changed.team))

    _told(act)


def _told(act: Callable[[Services, Texts], None]) -> None:
    settings = Settings()
    texts = texts_in(settings.language)
    with told_plainly(texts):
        act(bootstrap.services_on_record(settings), texts)
