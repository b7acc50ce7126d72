"""What an agent does on the command line: a script read whole, or lines as they are typed."""

import sys
from collections.abc import Iterator
from pathlib import Path

import typer

from trainer.cli.printing import ShowTurn
from trainer.domain.call import Call
from trainer.errors import BadInput, TrainerError
from trainer.services.script import Step, read_script, read_step
from trainer.texts import Texts, explain


def steps_of(script: Path | None, texts: Texts) -> Iterator[Step]:
    """The script's steps, all read before the call begins; without a script, what is typed."""
    if script is None:
        return _typed(texts)
    try:
        lines = script.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("script.unreadable", file=str(script), reason=type(error).__name__) from error
    return iter(read_script(lines, str(script)))


def _typed(texts: Texts) -> Iterator[Step]:
    typer.echo(texts("cli.call.rings"), err=True)
    for number, line in enumerate(sys.stdin, 1):
        if line.strip():
            try:
                yield read_step(line.strip(), "-", number)
            except TrainerError as error:
                typer.echo(explain(error, texts), err=True)


def show_turns(call: Call, shown: int, show: ShowTurn) -> int:
    """Print the turns that were not shown yet; how many are shown now."""
    for turn in call.turns[shown:]:
        typer.echo(show(turn))
    return len(call.turns)
