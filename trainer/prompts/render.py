"""Rendering what a model is asked. What people said is fenced as data and cannot end its own fence."""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from ruamel.yaml import YAML

from trainer.domain.values import Language

FOLDER = Path(__file__).parent / "templates"
MARK = "ˆ"
"""Stands for every space in words that are to be judged, so that they cannot be read as an instruction (datamarking:
Hines et al. 2024, "Defending Against Indirect Prompt Injection Attacks With Spotlighting")."""
_FENCES = re.compile(r"[<>ˆ`{}\[\]]|\|{2,}|={3,}|#{2,}|-{3,}")
"""Marks by which prompts are divided; in people's words they become a plain mark that divides nothing."""
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f]")


def render(language: Language, name: str, /, **values: object) -> str:
    """The template of that name in that language; a value that is missing raises."""
    return _environment().get_template(f"{language}/{name}.md.j2").render(**values).strip()


@cache
def phrases(language: Language, name: str) -> Mapping[str, str]:
    """A list of phrases of that language, by key."""
    found: Mapping[str, str] = YAML(typ="safe").load(FOLDER / language / f"{name}.yaml")
    return found


def fenced(words: str) -> str:
    """The words on one line, with nothing in them that could pass for a fence or a speaker of ours."""
    plain = _INVISIBLE.sub("", words)
    return re.sub(r"\s+", " ", _FENCES.sub("·", plain)).strip()


def marked(words: str) -> str:
    """The words fenced, with a mark in place of every space."""
    return fenced(words).replace(" ", MARK)


def version() -> str:
    """A hash of every template."""
    files = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


@cache
def _environment() -> Environment:
    # What is rendered is text for a model, not a page.
    return Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701
    )
