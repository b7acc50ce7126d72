"""Weights as they are stored: JSON, made by `python -m bench.fitting` and never written by hand."""

from pathlib import Path

from pydantic import ValidationError

from trainer.errors import ContentError, Fault, Place
from trainer.language.weights import Weights


def read_weights(path: Path) -> Weights:
    """The weights in a file; `ContentError` when it cannot be read as such."""
    try:
        return Weights.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        problem = error.errors()[0]["msg"] if isinstance(error, ValidationError) else type(error).__name__
        raise ContentError([Fault("content.weights", {"problem": problem}, Place(str(path)))]) from error
