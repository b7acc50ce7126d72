"""How the command line says what went wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from trainer.errors import ContentError, TrainerError
from trainer.texts import Texts, explain, locate


@contextmanager
def told_plainly(texts: Texts) -> Iterator[None]:
    """Say an expected error in one line on standard error, and exit 1."""
    try:
        yield
    except ContentError as error:
        fail("\n".join(locate(fault, texts) for fault in error.faults))
    except TrainerError as error:
        fail(explain(error, texts))


def fail(message: str) -> NoReturn:
    """Stop with a message on standard error."""
    typer.echo(message, err=True)
    raise typer.Exit(1)
