"""The commands. `call`, `grade` and `check` stay free of gradio and langchain: heavy things are imported inside."""

import sys
import threading
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from trainer import bootstrap
from trainer.cli import printing, rubrics
from trainer.cli.coaching import coach, rewind, survey
from trainer.cli.codebook import page
from trainer.cli.doctor import doctor
from trainer.cli.modelling import models
from trainer.cli.peopling import people
from trainer.cli.reviewing import regrade, review
from trainer.cli.stepping import show_turns, steps_of
from trainer.cli.telling import told_plainly
from trainer.cli.transcripts import read_transcript
from trainer.content.catalogue import YamlCatalogue
from trainer.content.library import check as check_files
from trainer.domain.people import Person, Role
from trainer.domain.values import Language
from trainer.hearing import Speech
from trainer.services.calls import DEFAULT_RUBRIC
from trainer.services.script import Rehearsed
from trainer.settings import Settings
from trainer.system import FixedIds, RandomIds, VirtualClock
from trainer.texts import locate, texts_in

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="First Ring, the call-centre trainer.",
)
AGENT = Person(name="agent", role=Role.TRAINEE)


class Listable(StrEnum):
    """What `list` lists."""

    PERSONAS = "personas"
    SCENARIOS = "scenarios"
    RUBRICS = "rubrics"


@app.callback()
def speak_utf8() -> None:
    """Practise calls with simulated customers, and be graded with evidence."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


@app.command()
def run() -> None:
    """Start the app; FIRST_RING_PORT and FIRST_RING_DATA say where."""
    settings = Settings()
    texts = texts_in(settings.language)
    with told_plainly(texts):
        from trainer import serving

        # The port first: a second start by mistake must not touch the record of the first.
        listening = serving.listen(settings)
        services = bootstrap.services_on_record(settings)
        passwords = serving.first_people(services, settings)
        speech = Speech(settings)
        app_ = serving.web_application(services, settings, speech)
        typer.echo(printing.welcome(settings.host, settings.port, passwords, bool(services.store.people()), texts))
        # After the first page is out: reading the languages would slow it down.
        warming = threading.Timer(2.0, serving.warm_up, args=(services, speech))
        warming.daemon = True
        warming.start()
        if settings.judging_model:
            serving.sweep_now_and_then(services)
        serving.serve_on(listening, app_)


app.add_typer(people, name="people")
app.add_typer(review, name="review")
app.add_typer(models, name="models")
for _command in (regrade, coach, rewind, survey, doctor):
    app.command()(_command)


@app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="files or folders; all content without any")] = None,
) -> None:
    """Check content files and what they refer to; exit 1 when anything is wrong."""
    settings = Settings()
    texts = texts_in(settings.language)
    files = check_files(paths or [], settings.content)
    faults = [fault for file in files for fault in file.faults]
    for fault in faults:
        typer.echo(locate(fault, texts))
    if faults:
        typer.echo(texts("cli.check.faults", n=len(faults)), err=True)
        raise typer.Exit(1)
    typer.echo(texts("cli.check.clean", n=len(files)))


@app.command("list")
def list_(what: Listable) -> None:
    """List the ids of personas, scenarios or rubrics."""
    catalogue = YamlCatalogue(Settings().content)
    names = {"personas": catalogue.personas, "scenarios": catalogue.scenarios, "rubrics": catalogue.rubrics}
    for name in names[what]():
        typer.echo(name)


@app.command()
def codebook(language: Annotated[Language | None, typer.Option(help="the language of the page")] = None) -> None:
    """Print the codebook: what each behaviour of an agent means, with examples, as Markdown."""
    settings = Settings()
    texts = texts_in(settings.language)
    with told_plainly(texts):
        wanted = language or settings.language
        typer.echo(page(YamlCatalogue(settings.content).codebook(wanted), texts_in(wanted)))


@app.command()
def rubric(
    name: Annotated[str, typer.Argument(help="the id of the rubric")] = DEFAULT_RUBRIC,
    language: Annotated[Language | None, typer.Option(help="the language of the page")] = None,
) -> None:
    """Print a rubric: its criteria, what each level means with examples, and what moves it, as Markdown."""
    settings = Settings()
    texts = texts_in(settings.language)
    with told_plainly(texts):
        catalogue = YamlCatalogue(settings.content)
        typer.echo(rubrics.page(catalogue.rubric(name), texts_in(language or settings.language)))


@app.command()
def schemas() -> None:
    """Write the JSON Schemas by which an editor completes content files."""
    from trainer.content.schemas import write_schemas

    for path in write_schemas(Settings().content):
        typer.echo(path)


@app.command()
def call(
    persona: Annotated[str, typer.Option(help="who calls, for example en/angry")],
    scenario: Annotated[str, typer.Option(help="why they call, for example en/billed-twice")],
    seed: Annotated[int | None, typer.Option(help="the same seed and words give the same call")] = None,
    script: Annotated[Path | None, typer.Option(help="the agent's lines, one a turn, and :directives")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one line of JSON a turn")] = False,
) -> None:
    """Play a call here in the terminal, on a clock of its own; nothing is recorded."""
    settings = Settings()
    texts = texts_in(settings.language)
    with told_plainly(texts):
        steps = steps_of(script, texts)
        clock = VirtualClock()
        ids = FixedIds(RandomIds().seed() if seed is None else seed)
        calls = bootstrap.services_without_record(settings.content, clock, ids).calls
        agent = Rehearsed(calls, AGENT, clock.pass_)
        playing = calls.answer(AGENT, calls.ring(AGENT, persona, scenario).id)
        show = printing.turn_json if as_json else printing.turn_text(texts)
        shown = show_turns(playing, 0, show)
        for step in steps:
            playing = agent.take(playing, step)
            shown = show_turns(playing, shown, show)
            if playing.ended:
                break
        playing = calls.hang_up(AGENT, playing.id, by="script")
        typer.echo(printing.end_json(playing) if as_json else printing.end_text(playing, texts))


@app.command()
def rehearse(
    persona: Annotated[str, typer.Option(help="who calls, for example en/angry")],
    scenario: Annotated[str, typer.Option(help="why they call, for example en/billed-twice")],
    agent: Annotated[str, typer.Option(help="which practice agent answers")] = "excellent",
    seed: Annotated[int, typer.Option(help="the same seed gives the same call")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="one line of JSON a turn")] = False,
) -> None:
    """Let a practice agent play a call, to hear how a customer takes them; nothing is recorded."""
    settings = Settings()
    texts = texts_in(settings.language)
    with told_plainly(texts):
        services = bootstrap.services_without_record(settings.content, VirtualClock(), FixedIds(seed))
        language = services.catalogue.scenario(scenario).language
        playing = services.rehearsal.play(services.catalogue.practice_agent(language, agent), persona, scenario, seed)
        show_turns(playing, 0, printing.turn_json if as_json else printing.turn_text(texts))
        typer.echo(printing.end_json(playing) if as_json else printing.end_text(playing, texts))


@app.command()
def grade(
    file: Annotated[Path, typer.Argument(help="a transcript in JSON")],
    rubric: Annotated[str, typer.Option(help="the rubric to grade with")] = DEFAULT_RUBRIC,
    as_json: Annotated[bool, typer.Option("--json", help="the scorecard as JSON")] = False,
) -> None:
    """Grade a transcript by a rubric."""
    settings = Settings()
    texts = texts_in(settings.language)
    with told_plainly(texts):
        services = bootstrap.services_without_record(settings.content, VirtualClock(), FixedIds(0))
        language, lines = read_transcript(file)
        card = services.grading.grade(rubric, services.grading.listen(language, lines))
        form = services.catalogue.rubric(rubric)
        typer.echo(printing.card_json(card, form) if as_json else printing.card_text(card, form, texts))
