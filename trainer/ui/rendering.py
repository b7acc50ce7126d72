"""Templates: HTML in which everything that a person wrote is escaped."""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from trainer.texts import Texts

HERE = Path(__file__).parent


@lru_cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, texts: Texts, **values: object) -> str:
    """The template filled; `t` says a sentence of the catalogue."""
    return _environment().get_template(f"{template}.html.j2").render(t=texts, texts=texts, **values)


@lru_cache
def asset(name: str) -> str:
    """The text of a file under `assets`."""
    return (HERE / "assets" / name).read_text(encoding="utf-8")
