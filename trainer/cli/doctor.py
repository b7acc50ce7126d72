"""What First Ring runs on here, and whether it answers: in words that a trainer understands."""

import asyncio
import time
from collections.abc import Iterator

import typer

from trainer import models
from trainer.cli.telling import told_plainly
from trainer.domain.cost import Destination, Use
from trainer.domain.speech import Manner
from trainer.domain.values import LANGUAGES
from trainer.errors import ModelFailed, SpeechFailed
from trainer.hearing import Speech
from trainer.ports import ChatModel, Message
from trainer.settings import Settings
from trainer.texts import Texts, explain, texts_in

WITHIN = 20.0
"""Seconds that the model gets for one sentence; a call waits for less."""
WORD = "Hello there."
USUAL = Manner(sex="female", age="adult", rate=165, pitch=50, loudness=0.8)
GREETING = (Message(role="user", text="Say hello in one short sentence."),)


def doctor() -> None:
    """Say which models word, read and judge, and whether they answer; exit 1 when one does not."""
    settings = models.with_chosen(Settings())
    texts = texts_in(settings.language)
    with told_plainly(texts):
        _speech(settings, texts)
        found = {one.use: one for one in models.destinations(settings)}
        if not found:
            typer.echo(texts("cli.doctor.built_in"))
            typer.echo(texts("cli.doctor.no_model"))
            return
        well = [_examined(use, found.get(use), settings, texts) for use in models.USES]
        if not all(well):
            raise typer.Exit(1)


def _speech(settings: Settings, texts: Texts) -> None:
    """Who understands and who speaks, tried with a word; a voice that is not there costs nobody the call."""
    speech = Speech(settings)
    try:
        if all(speech.means(language) != "here" for language in LANGUAGES):
            typer.echo(texts("cli.doctor.no_ears"))
        if all(speech.means(language) == "none" for language in LANGUAGES):
            return
        for language in LANGUAGES:
            ears = speech.ears(language)
            typer.echo(texts("cli.doctor.ears", language=language, name=ears.name if ears else "–"))
        began = time.perf_counter()
        speech.mouth.speak(WORD, "en", USUAL)
        began, warm = time.perf_counter(), time.perf_counter() - began
        speech.mouth.speak(WORD, "en", USUAL)
        spoken = texts.number(1000 * (time.perf_counter() - began))
        typer.echo(texts("cli.doctor.mouth", name=speech.mouth.name, warm=texts.number(warm, 1), ms=spoken))
    except SpeechFailed as failure:
        typer.echo(texts("cli.doctor.no_mouth", reason=explain(failure, texts)), err=True)
    finally:
        speech.close()


def _examined(use: Use, found: Destination | None, settings: Settings, texts: Texts) -> bool:
    """Whether what is set for this use answers; what is built in always does."""
    name = texts(f"use.{use}")
    if found is None:
        typer.echo(texts("cli.doctor.embedded", use=name))
        return True
    key = "cli.doctor.for" if found.where else "cli.doctor.for_here"
    typer.echo(texts(key, use=name, model=found.model, where=found.where))
    model = models.chat_model(settings, use)
    if model is None:
        return True
    try:
        typer.echo("\n".join(_timed(model, settings.first_sentence if use == "wording" else WITHIN, texts)))
    except ModelFailed as failure:
        typer.echo(texts(f"cli.doctor.fails_for.{use}", reason=texts(failure.fault.code)), err=True)
        return False
    return True


def _timed(model: ChatModel, wanted: float, texts: Texts) -> Iterator[str]:
    first, whole = asyncio.run(_greeted(model))
    yield texts("cli.doctor.speed", first=texts.number(first, 1), whole=texts.number(whole, 1))
    if whole > wanted:
        yield texts("cli.doctor.slow", wanted=texts.number(wanted, 1))


async def _greeted(model: ChatModel) -> tuple[float, float]:
    """Seconds to the first word and to the last."""
    began = time.perf_counter()
    first = 0.0
    try:
        async for piece in model.stream(GREETING, WITHIN):
            first = first or (time.perf_counter() - began if piece.text else 0.0)
    finally:
        await model.aclose()
    return first, time.perf_counter() - began
