"""Research rubrics: dimensions of published studies, mapped from behaviours and counted facts by our judge."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from trainer.domain.rubric import Criterion, Indicator
from trainer.domain.values import Frozen, Localised

FOLDER = Path(__file__).parent / "rubrics"


class Research(Frozen):
    """A study's dimensions as criteria. A judge's levels begin at 1, the study's at `lowest`."""

    framework: str
    lowest: int
    top: int
    criteria: tuple[Criterion, ...]


def frameworks() -> tuple[Research, ...]:
    """Every research rubric in the folder."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.yaml")))


def _read(path: Path) -> Research:
    found = YAML(typ="safe").load(path)
    levels = range(1, found["top"] - found["lowest"] + 2)
    criteria = (_criterion(name, row, levels, found["lowest"]) for name, row in found["dimensions"].items())
    return Research(framework=found["framework"], lowest=found["lowest"], top=found["top"], criteria=tuple(criteria))


def _criterion(name: str, row: Mapping[str, Any], levels: range, lowest: int) -> Criterion:
    text = _everywhere(name)
    return Criterion.model_construct(
        id=name,
        weight=1.0,
        kind="both",
        name=text,
        asks=text,
        levels={level: _everywhere(str(level - 1 + lowest)) for level in levels},
        starts_at=row["starts_at"] + 1 - lowest,
        indicators=tuple(_indicator(one) for one in row["indicators"]),
        needs=(),
        advice=text,
    )


def _indicator(row: Mapping[str, Any]) -> Indicator:
    return Indicator.model_validate({**row, "why": _everywhere(row.get("behaviour") or row["fact"])})


def _everywhere(text: str) -> Localised:
    return Localised(en=text, ar=text, bg=text)
