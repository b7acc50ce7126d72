"""Trying a model out counts what would fail in a call."""

import asyncio
import json

import pytest

from tests.models import ScriptedModel
from tests.stage import Stage
from tests.unit.llm.test_judge import CRITERIA, FINE, TRANSCRIPT
from tests.unit.llm.test_voice import ACT, moment
from tests.unit.llm.test_voice import FINE as IN_PART
from trainer.embedded.guard import EmbeddedGuard
from trainer.llm.trying import Cue, Tried, try_out


def tried(stage: Stage, model: ScriptedModel) -> Tried:
    cue = Cue("Nobody helps.", ACT, moment(stage))
    guard = EmbeddedGuard(stage.first.packs)
    return asyncio.run(try_out(model, guard, [cue] * 3, CRITERIA, TRANSCRIPT))


@pytest.mark.parametrize(
    ("says", "flips", "other"),
    [
        (IN_PART, 0, 0),
        ("Thank you for calling. How can I help you today?", 3, 0),
        ("Никой не прави нищо по въпроса и ми писна.", 0, 3),
    ],
)
def test_turns_out_of_the_part_or_the_language_are_counted(stage: Stage, says: str, flips: int, other: int) -> None:
    found = tried(stage, ScriptedModel(says))
    assert (found.turns, found.out_of_part, found.other_language, found.failed) == (3, flips, other, 0)
    assert found.plays == (flips == other == 0)
    assert found.broken == 1


def test_a_form_that_is_kept_is_not_broken(stage: Stage) -> None:
    assert json.loads(FINE)
    assert tried(stage, ScriptedModel(FINE)).broken == 0


def test_what_was_meant_and_left_out_is_counted_and_shown(stage: Stage) -> None:
    cue = Cue("My account number is 4471 902.", ACT, moment(stage))
    guard = EmbeddedGuard(stage.first.packs)
    found = asyncio.run(try_out(ScriptedModel(IN_PART), guard, [cue], CRITERIA, TRANSCRIPT))
    assert (found.leaves_out, found.plays) == (1, False)
    assert found.said[0][0] == "My account number is 4471 902."
    assert found.said[0][1].strip() == IN_PART


def test_a_model_that_fails_does_not_play(stage: Stage) -> None:
    found = tried(stage, ScriptedModel(IN_PART, "server_error"))
    assert (found.failed, found.plays) == (3, False)
