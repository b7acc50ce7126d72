"""Transcripts from outside, as JSON files."""

import json
from pathlib import Path

from pydantic import BaseModel, ValidationError

from trainer.domain.call import Speaker
from trainer.domain.transcript import Line
from trainer.domain.values import Language
from trainer.errors import BadInput


class _Turn(BaseModel):
    speaker: Speaker
    text: str


class _Transcript(BaseModel):
    language: Language
    turns: tuple[_Turn, ...]


def read_transcript(file: Path) -> tuple[Language, tuple[Line, ...]]:
    """The language and the numbered lines of a transcript; `BadInput` names the place of what is wrong."""
    try:
        value = json.loads(file.read_text(encoding="utf-8-sig"))
        found = _Transcript.model_validate(value)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput("transcript.unreadable", file=str(file), reason=reason) from error
    except UnicodeDecodeError as error:
        raise BadInput("transcript.unreadable", file=str(file), reason="not UTF-8") from error
    except (json.JSONDecodeError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        problem = getattr(error, "msg", "nested too deeply")
        raise BadInput("transcript.not_json", file=str(file), line=line, column=column, problem=problem) from error
    except ValidationError as error:
        first = error.errors()[0]
        path = ".".join(str(part) for part in first["loc"]) or "-"
        raise BadInput("transcript.unfit", file=str(file), path=path, problem=first["msg"]) from error
    lines = tuple(
        Line(number=number, speaker=turn.speaker, text=turn.text) for number, turn in enumerate(found.turns, 1)
    )
    return found.language, lines
