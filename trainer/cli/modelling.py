"""Models in files: which are here, fetching one, using one, and finding out whether it will do."""

import asyncio
import contextlib
from collections.abc import Iterator
from itertools import islice
from typing import Annotated

import typer

from trainer import bootstrap
from trainer.cli.telling import told_plainly
from trainer.domain.call import Call
from trainer.domain.moves import Act
from trainer.domain.persona import Persona
from trainer.domain.scenario import Scenario
from trainer.domain.values import LANGUAGES, Language
from trainer.llm.files import ModelFiles, Progress, catalogue
from trainer.llm.trying import Cue, Tried, try_out
from trainer.models import CHOSEN, chat_model, with_chosen
from trainer.ports import ChatModel, Moment
from trainer.settings import Settings
from trainer.system import FixedIds, VirtualClock
from trainer.texts import Texts, texts_in

models = typer.Typer(no_args_is_help=True, help="Language models in files on this machine.")
CUES = 3
"""Turns that a model is tried out with in each language."""


@models.command("list")
def list_() -> None:
    """List the models that are here and those that are known, and which is in use."""
    settings, texts, files = _tools()
    with told_plainly(texts):
        chosen = files.chosen()
        here = list(files.here())
        for path in here:
            mark = texts("cli.models.in_use") if chosen == path.resolve() else ""
            typer.echo(texts("cli.models.here", file=path.name, mb=path.stat().st_size >> 20, mark=mark).rstrip())
        if chosen is not None and chosen not in [path.resolve() for path in here]:
            typer.echo(texts("cli.models.elsewhere", file=str(chosen), mark=texts("cli.models.in_use")))
        for name, known in catalogue().items():
            if known.file not in [path.name for path in here]:
                typer.echo(texts("cli.models.known", name=name, mb=known.bytes >> 20, licence=known.licence))
        if settings.model:
            typer.echo(texts("cli.models.endpoint", model=settings.model))


@models.command()
def pull(
    source: Annotated[str, typer.Argument(help="a known name, a URL, or a file")],
    sha256: Annotated[str, typer.Option(help="what its maker says the SHA-256 is; a URL needs it")] = "",
) -> None:
    """Fetch a model into the data folder; run it again after a broken line, and it goes on where it was."""
    _, texts, files = _tools()
    with told_plainly(texts), _bar(texts) as progress:
        path = files.pull(source, sha256, progress)
    typer.echo(texts("cli.models.pulled", file=path.name))


@models.command()
def use(name: Annotated[str, typer.Argument(help="a file that is here, a path, or none")]) -> None:
    """Let a model word the customers from the next start on, or none."""
    _, texts, files = _tools()
    with told_plainly(texts):
        path = files.use(None if name == "none" else name)
        typer.echo(texts("cli.models.used", file=path.name) if path else texts("cli.models.unused"))


@models.command("test")
def try_(name: Annotated[str, typer.Argument(help="a file that is here or a path; else what is in use")] = "") -> None:
    """Let a model play three turns and grade one call in each language, and say whether it will do."""
    settings, texts, files = _tools()
    with told_plainly(texts):
        chosen = settings.model_copy(update={"model_file": files.find(name)}) if name else with_chosen(settings)
        tried = []
        for language in LANGUAGES:
            if (model := chat_model(chosen)) is None:
                typer.echo(texts("cli.models.none_to_test"), err=True)
                raise typer.Exit(1)
            typer.echo(texts("cli.models.trying", language=language, model=model.name), err=True)
            tried.append(asyncio.run(_tried(model, settings, language)))
            typer.echo(_row(tried[-1], texts))
            for meant, said in tried[-1].said:
                typer.echo(texts("cli.models.said", meant=meant, said=" ".join(said.split())))
        for line in _verdicts(tried, settings.first_sentence, texts):
            typer.echo(line)


async def _tried(model: ChatModel, settings: Settings, language: Language) -> Tried:
    services = bootstrap.services_without_record(settings.content, VirtualClock(), FixedIds(1))
    agent = services.catalogue.practice_agent(language, "apology")
    call = services.rehearsal.play(agent, f"{language}/angry", f"{language}/billed-twice", 1)
    persona = services.catalogue.persona(call.header.persona)
    scenario = services.catalogue.scenario(call.header.scenario)
    cues = list(islice(_cues(call, persona, scenario), CUES))
    heard = services.grading.freeze(call)
    short = heard.model_copy(update={"lines": heard.lines[: 2 * CUES]})
    try:
        return await try_out(model, services.guard, cues, services.catalogue.rubric("foundations").criteria, short)
    finally:
        await model.aclose()


def _cues(call: Call, persona: Persona, scenario: Scenario) -> Iterator[Cue]:
    """The moves that the customer made in a call, each with what had gone before."""
    for at, turn in enumerate(call.turns):
        if turn.speaker == "customer" and turn.move and at:
            said = call.turns[:at]
            moment = Moment(persona=persona, scenario=scenario, customer=said[-1].customer, turns=said)
            yield Cue(turn.text, Act(move=turn.move), moment)


def _row(one: Tried, texts: Texts) -> str:
    return texts(
        "cli.models.row",
        language=one.language,
        first=texts.number(one.first_sentence, 1),
        speed=texts.number(one.tokens_a_second),
        other=one.other_language,
        flips=one.out_of_part,
        left=one.leaves_out,
        failed=one.failed,
        turns=one.turns,
        broken=one.broken,
        sheets=one.sheets,
    )


def _verdicts(tried: list[Tried], wanted: float, texts: Texts) -> Iterator[str]:
    """Whether it will do, in words: as a customer, and as a judge."""
    plays = [one.language for one in tried if one.plays and one.first_sentence <= wanted]
    slow = [one.language for one in tried if one.plays and one.first_sentence > wanted]
    fails = [one.language for one in tried if not one.plays]
    judges = [one.language for one in tried if not one.broken]
    for key, languages in (("plays", plays), ("slow", slow), ("falls_out", fails)):
        if languages:
            yield texts(f"cli.models.{key}", languages=texts.join(languages))
    yield texts("cli.models.judges", languages=texts.join(judges)) if judges else texts("cli.models.judges_not")


def _tools() -> tuple[Settings, Texts, ModelFiles]:
    settings = Settings()
    return settings, texts_in(settings.language), ModelFiles(settings.data / "models", settings.data / CHOSEN)


@contextlib.contextmanager
def _bar(texts: Texts) -> Iterator[Progress]:
    """A line that says how far it is; one in a hundred bytes is enough to show."""
    shown = -1

    def progress(done: int, size: int) -> None:
        nonlocal shown
        share = 100 * done // size if size else done >> 20
        if share != shown:
            shown = share
            typer.echo(
                "\r" + texts("cli.models.progress", done=done >> 20, size=(size >> 20) or "?"), nl=False, err=True
            )

    yield progress
    typer.echo("", err=True)
