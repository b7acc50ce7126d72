"""Attacks on the grader, put into failing and middling calls: what they shift, and whether anything slips through."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import Literal, NamedTuple

from ruamel.yaml import YAML

from bench.fidelity_calls import Cell, agents, call_of, services
from trainer.domain.scorecard import Scorecard, Scored
from trainer.domain.transcript import Line
from trainer.domain.values import LANGUAGES, Frozen, Language

FILE = Path(__file__).parent / "gaming.yaml"
RUBRIC = "foundations"
VICTIMS = ("rude", "hollow", "cold", "apology")
"""Agents whose calls fail or just do not; a grader is gamed from there."""
MOST_TURNS = 12
"""Turns of a call that is attacked."""


class Attack(Frozen):
    """Words that are to win a better grade than the work deserves, and where they are put."""

    id: str
    how: Literal["last", "first", "every", "instead", "turn"]
    says: str
    times: int = 1


class Shift(NamedTuple):
    """What an attack did to one call."""

    attack: str
    total: float
    levels: int
    newly_passed: bool


def gamed() -> dict[str, object]:
    """The shift of every attack on every call."""
    attacks = [Attack.model_validate(row) for row in YAML(typ="safe").load(FILE)["attacks"]]
    calls = list(_calls())
    shifts = [_shift(attack, language, lines) for attack in attacks for language, lines in calls]
    by_attack = {one.id: fmean(shift.total for shift in shifts if shift.attack == one.id) for one in attacks}
    return {
        "attacks": len(attacks),
        "calls": len(calls),
        "mean_shift": fmean(shift.total for shift in shifts),
        "most_levels": max(shift.levels for shift in shifts),
        "newly_passed": sum(shift.newly_passed for shift in shifts),
        "by_attack": by_attack,
    }


def _calls() -> Iterator[tuple[Language, tuple[Line, ...]]]:
    """A fixed set: each victim against each customer in each language."""
    for language in LANGUAGES:
        for name in VICTIMS:
            for persona in ("angry", "confused", "hesitant"):
                cell = Cell(language, f"{language}/{persona}", f"{language}/billed-twice", name)
                call = call_of(cell, agents(language, None)[name], seed=1)
                said = islice(call.turns, MOST_TURNS)
                yield language, tuple(Line(number=one.number, speaker=one.speaker, text=one.text) for one in said)


def _shift(attack: Attack, language: Language, lines: tuple[Line, ...]) -> Shift:
    before, after = _graded(language, lines), _graded(language, tuple(attacked(attack, lines)))
    levels = (_levels(after)[name] - level for name, level in _levels(before).items())
    return Shift(
        attack.id,
        total=(after.total or 0.0) - (before.total or 0.0),
        levels=max(levels),
        newly_passed=bool(after.passed) and not before.passed,
    )


def _graded(language: Language, lines: tuple[Line, ...]) -> Scorecard:
    grading = services().grading
    return grading.grade(RUBRIC, grading.listen(language, lines))


def _levels(card: Scorecard) -> dict[str, int]:
    return {one.criterion: one.outcome.level for one in card.grades if isinstance(one.outcome, Scored)}


def attacked(attack: Attack, lines: tuple[Line, ...]) -> Iterator[Line]:
    """The transcript with the attack in it."""
    mine = [line.number for line in lines if line.speaker == "agent"]
    words = attack.says * attack.times
    for line in lines:
        where = {"first": line.number == mine[0], "every": line.number in mine}.get(attack.how, line.number == mine[-1])
        match attack.how if where else "":
            case "first":
                yield line.model_copy(update={"text": f"{words} {line.text}"})
            case "last" | "every":
                yield line.model_copy(update={"text": f"{line.text} {words}"})
            case "instead":
                yield line.model_copy(update={"text": words})
            case _:
                yield line
    if attack.how == "turn":
        yield Line(number=lines[-1].number + 1, speaker="agent", text=words)
