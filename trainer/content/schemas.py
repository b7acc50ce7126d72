"""JSON Schemas of the content files, for editors that complete and underline."""

import json
from collections.abc import Iterator
from pathlib import Path

from trainer.content.validating import KINDS

PLACES = {
    "persona": "personas",
    "scenario": "scenarios",
    "rubric": "rubrics",
    "programme": "rubrics/programmes",
    "cues": "trainer/language",
    "lines": "trainer/language",
    "codebook": "trainer/language",
    "manners": "trainer/practice",
    "practice": "trainer/practice",
    "examples": "trainer/practice",
    "guard": "trainer/language",
    "aloud": "trainer/language",
}


def schema_files(root: Path) -> Iterator[tuple[Path, str]]:
    """Each schema's path and what the file should hold."""
    for kind, model in KINDS.items():
        text = json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False) + "\n"
        yield root / PLACES[kind] / f"{kind}.schema.json", text


def write_schemas(root: Path) -> Iterator[Path]:
    """Write them all; yields each path that was written."""
    for path, text in schema_files(root):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        yield path
