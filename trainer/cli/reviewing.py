"""People over grades, and grading again, on the command line."""

import json
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from trainer import bootstrap
from trainer.cli import printing
from trainer.cli.telling import fail, told_plainly
from trainer.domain.people import Person
from trainer.domain.review import Reviewed
from trainer.domain.scorecard import Evidence
from trainer.errors import BadInput, NotFound
from trainer.services.regrading import Regraded
from trainer.services.review import Review
from trainer.settings import Settings
from trainer.texts import Texts, texts_in

review = typer.Typer(no_args_is_help=True, help="Overrule, contest, answer and sign off grades.")
CallId = Annotated[str, typer.Argument(help="the id of the call")]
Criterion = Annotated[str, typer.Argument(help="the id of the criterion")]
Who = Annotated[str, typer.Option("--as", help="your name in First Ring")]


@review.command()
def show(call: CallId, who: Who) -> None:
    """Show a grade, what was done to it, and how it stands."""
    _reviewed(who, lambda reviews, person: reviews.of(person, call))


@review.command()
def queue(who: Who) -> None:
    """List the grades that a person should look at, oldest first, with the reasons."""
    settings = Settings()
    texts = texts_in(settings.language)
    with told_plainly(texts):
        services = bootstrap.services_on_record(settings)
        person = _known(services, who)
        for one in (waiting := services.review.queue(person)):
            reasons = " ".join(texts(f"flag.{flag}", criteria=texts.join(about)) for flag, about in one.why.items())
            typer.echo(texts("cli.review.queue", call=one.call, began=texts.date(one.began), reasons=reasons))
        if not waiting:
            typer.echo(texts("cli.review.queue_empty"))


@review.command()
def overrule(
    call: CallId,
    criterion: Criterion,
    level: Annotated[int, typer.Argument(help="the level it should have")],
    who: Who,
    reason: Annotated[str, typer.Option(help="why")],
    turn: Annotated[int, typer.Option(help="the turn of the quote")] = 0,
    quote: Annotated[str, typer.Option(help="words of the agent, where the grade has none")] = "",
) -> None:
    """Give one criterion another level; the first grade stays on the record."""
    evidence = (Evidence(turn=turn, quote=quote),) if quote else ()
    _reviewed(who, lambda reviews, person: reviews.overrule(person, call, criterion, level, reason, evidence))


@review.command()
def contest(call: CallId, criterion: Criterion, who: Who, words: Annotated[str, typer.Option(help="why")]) -> None:
    """Say why a level of your own grade is wrong."""
    _reviewed(who, lambda reviews, person: reviews.contest(person, call, criterion, words))


@review.command()
def answer(
    call: CallId, criterion: Criterion, who: Who, words: Annotated[str, typer.Option(help="what came of it")]
) -> None:
    """Answer a contest; overrule first where the trainee is right."""
    _reviewed(who, lambda reviews, person: reviews.answer(person, call, criterion, words))


@review.command("sign-off")
def sign_off(call: CallId, who: Who) -> None:
    """Make a grade final."""
    _reviewed(who, lambda reviews, person: reviews.sign_off(person, call))


def regrade(
    call: Annotated[str | None, typer.Argument(help="the id of the call; all calls without one")] = None,
    report: Annotated[
        Path | None, typer.Option(help="where a line a call is written; a run goes on where it ends")
    ] = None,
) -> None:
    """Grade again and say whether the same comes out, or which input has changed. Nothing is recorded."""
    settings = Settings()
    texts = texts_in(settings.language)
    with told_plainly(texts):
        services = bootstrap.services_on_record(settings)
        if call is not None:
            again = services.regrading.regrade(call)
            typer.echo(_verdict(again, texts))
            if not again.same and not again.changed:
                fail(texts("cli.regrade.unforeseen"))
        elif report is None:
            raise BadInput("regrade.report")
        else:
            _regrade_all(services, report, texts)


def _regrade_all(services: bootstrap.Services, report: Path, texts: Texts) -> None:
    """One line a call in the report; the last line says where to go on."""
    done = _done_so_far(report)
    left = services.store.count() - (done["seen"] if done else 0)
    rows = services.regrading.all_after(done["number"] if done else 0)
    seen = done["seen"] if done else 0
    with (
        report.open("a", encoding="utf-8") as file,
        typer.progressbar(islice(rows, left), length=left, label=texts("cli.regrade.label")) as bar,
    ):
        for number, again in bar:
            seen += 1
            file.write(json.dumps({"number": number, "seen": seen, **_row(again)}, ensure_ascii=False) + "\n")
    typer.echo(texts("cli.regrade.done", n=seen, file=str(report)))


def _done_so_far(report: Path) -> dict[str, int] | None:
    """The last whole line of the report; one that a stop cut off is dropped and its call done again."""
    if not report.exists():
        return None
    lines = report.read_bytes().splitlines(keepends=True)
    while lines and not lines[-1].endswith(b"\n"):
        lines.pop()
    report.write_bytes(b"".join(lines))
    return json.loads(lines[-1]) if lines else None


def _row(again: Regraded | None) -> dict[str, object]:
    if again is None:
        return {"call": None}
    return {
        "call": again.call,
        "same": again.same,
        "changed": list(again.changed),
        "total": again.first.total,
        "total_now": again.again.total,
    }


def _verdict(again: Regraded, texts: Texts) -> str:
    if again.same:
        return texts("cli.regrade.same", total=printing.figure(again.first.total, texts))
    then, now = printing.figure(again.first.total, texts), printing.figure(again.again.total, texts)
    return texts("cli.regrade.changed", inputs=", ".join(again.changed), then=then, now=now)


def _reviewed(name: str, act: Callable[[Review, Person], Reviewed]) -> None:
    settings = Settings()
    texts = texts_in(settings.language)
    with told_plainly(texts):
        services = bootstrap.services_on_record(settings)
        found = act(services.review, _known(services, name))
        typer.echo(printing.reviewed_text(found, services.catalogue.rubric(found.first.rubric), texts))


def _known(services: bootstrap.Services, name: str) -> Person:
    person = services.store.person(name)
    if person is None:
        raise NotFound("people.unknown", name=name[:80])
    return person
