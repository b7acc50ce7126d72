"""What First Ring runs on here, and whether it answers: in words that a trainer understands."""

import asyncio
import time
from collections.abc import Iterator

import typer

from trainer import models
from trainer.cli.telling import told_plainly
from trainer.errors import ModelFailed
from trainer.ports import ChatModel, Message
from trainer.settings import Settings
from trainer.texts import Texts, texts_in

WITHIN = 20.0
"""Seconds that the model gets for one sentence; a call waits for less."""
GREETING = (Message(role="user", text="Say hello in one short sentence."),)


def doctor() -> None:
    """Say which model, reader and judge are in use, and whether the model answers; exit 1 when it does not."""
    settings = Settings()
    texts = texts_in(settings.language)
    with told_plainly(texts):
        typer.echo(texts("cli.doctor.built_in"))
        model = models.chat_model(settings)
        if model is None:
            typer.echo(texts("cli.doctor.no_model"))
            return
        where = str(settings.model_file or settings.model_url or "OpenAI")
        typer.echo(texts("cli.doctor.model", model=model.name, where=where))
        try:
            typer.echo("\n".join(_timed(model, settings.first_sentence, texts)))
        except ModelFailed as failure:
            typer.echo(texts("cli.doctor.fails", reason=texts(failure.fault.code)), err=True)
            raise typer.Exit(1) from failure


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
