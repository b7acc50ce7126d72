"""Whether there are lines enough: how much of the talk each cell of lines carries, and how many lines it has."""

from collections import Counter

from bench.fidelity_calls import Played, services
from trainer.domain.values import LANGUAGES

ENOUGH = 6
"""Lines that a cell needs which carries more than `MUCH` of a language's turns."""
MUCH = 0.02


def thin_cells(calls: list[Played]) -> list[dict[str, object]]:
    """Cells of temperament, move and mood that carry much and have too few lines, the busiest first."""
    thin: list[dict[str, object]] = []
    for language in LANGUAGES:
        spoken = Counter(
            (call.cell.temperament, *cell) for call in calls if call.cell.language == language for cell in call.cells
        )
        lines = services().catalogue.pack(language).lines
        for (temperament, move, band), times in spoken.most_common():
            share = times / spoken.total()
            moods = lines[temperament].moves if temperament in lines else {}  # type: ignore[index]
            written = len(moods.get(move, {}).get(band, ()))
            if share > MUCH and written < ENOUGH:
                thin.append({"cell": f"{language} {temperament} {move} {band}", "share": share, "lines": written})
    return thin


def lines_in_all() -> dict[str, int]:
    """How many lines each language has."""
    return {
        language: sum(
            len(lines)
            for one in services().catalogue.pack(language).lines.values()
            for bands in one.moves.values()
            for lines in bands.values()
        )
        for language in LANGUAGES
    }
