"""Conversations that experts, a crowd and three language models have rated."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

from trainer.domain.transcript import Line
from trainer.domain.values import Frozen

NAME = "empathy_expert_panel.jsonl"
EXPERTS = ("expert1", "expert2", "expert3")
MODELS = ("llm_gpt4o", "llm_claude37", "llm_gemini25")
_SPEAKER = re.compile(r"^(Seeker|Supporter):[ \t]*", re.MULTILINE)


class Rated(Frozen):
    """A conversation, its study, and each rater's level of each dimension."""

    id: str
    framework: str
    lines: tuple[Line, ...]
    ratings: Mapping[str, Mapping[str, float]]

    def reference(self, dimension: str) -> float:
        """The median of the three experts."""
        return median(self.ratings[one][dimension] for one in EXPERTS)


def panel(folder: Path) -> list[Rated]:
    """Every conversation of the set in the folder."""
    rows = (json.loads(line) for line in (folder / NAME).read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        Rated(
            id=row["id"], framework=row["framework"], lines=tuple(_lines(row["conversation"])), ratings=row["ratings"]
        )
        for row in rows
    ]


def _lines(conversation: str) -> Iterator[Line]:
    """The supporter is the agent; what stands before the first speaker is nobody's."""
    parts = _SPEAKER.split(conversation)[1:]
    for number, (who, text) in enumerate(zip(parts[::2], parts[1::2], strict=True), 1):
        yield Line(number=number, speaker="agent" if who == "Supporter" else "customer", text=text.strip())
