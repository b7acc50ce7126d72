"""Typst at work: a template and a value in, the bytes of a PDF out."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import typst

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"


def typeset(template: str, value: Mapping[str, object], made: datetime) -> bytes:
    """The PDF that a template makes of a value; the same value and moment make the same bytes."""
    # What people typed comes in as data and is never part of a template, so that nothing of it is ever run.
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(value)},
        # A PDF knows whole seconds only.
        timestamp=made.replace(microsecond=0),
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Our own fonts and those inside Typst, and none of the machine's: a paper is the same wherever it is made."""
    return typst.Fonts(include_system_fonts=False, font_paths=[HERE / "fonts"])
