"""A recording holds both sides on the call's own clock, is nobody else's to read, and survives being cut off."""

import wave
from pathlib import Path

import numpy as np
import pytest

from trainer.domain.speech import HEARD_AT
from trainer.errors import NotFound
from trainer.store.recordings import BARS, Recordings

ONES = np.full(HEARD_AT, 1_000, dtype="<i2").tobytes()


def sides(path: Path) -> tuple[np.ndarray, np.ndarray]:
    with wave.open(str(path)) as sound:
        assert (sound.getframerate(), sound.getnchannels()) == (HEARD_AT, 2)
        both = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2").reshape(-1, 2)
    return both[:, 0], both[:, 1]


def test_both_sides_lie_where_they_were_said(tmp_path: Path) -> None:
    tapes = Recordings(tmp_path)
    tapes.add("call-1", "agent", 1.0, ONES)
    tapes.add("call-1", "customer", 2.5, ONES)
    agent, customer = sides(tapes.file("call-1"))
    assert len(agent) == len(customer) == 3.5 * HEARD_AT
    assert agent[: HEARD_AT - 1].max() == 0
    assert agent[HEARD_AT : 2 * HEARD_AT].min() == 1_000
    assert customer[int(2.5 * HEARD_AT) :].min() == 1_000
    assert customer[: 2 * HEARD_AT].max() == 0


def test_what_is_added_later_is_in_the_next_hearing(tmp_path: Path) -> None:
    tapes = Recordings(tmp_path)
    tapes.add("call-1", "agent", 0.0, ONES)
    assert len(sides(tapes.file("call-1"))[0]) == HEARD_AT
    import os

    tapes.add("call-1", "agent", 1.0, ONES)
    os.utime(tmp_path / "call-1" / "agent.pcm", (2e9, 2e9))
    assert len(sides(tapes.file("call-1"))[0]) == 2 * HEARD_AT


def test_nobody_else_on_the_machine_can_read_it(tmp_path: Path) -> None:
    tapes = Recordings(tmp_path)
    tapes.add("call-1", "agent", 0.0, ONES)
    tapes.file("call-1")
    for path in (tmp_path / "call-1").iterdir():
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("call", ["..", "../secret", "a/b", "", "x" * 200, "a\x00b"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, call: str) -> None:
    with pytest.raises(NotFound):
        Recordings(tmp_path / "recordings").file(call)


def test_a_call_that_was_not_recorded_has_nothing(tmp_path: Path) -> None:
    tapes = Recordings(tmp_path)
    assert not tapes.exists("call-1")
    with pytest.raises(NotFound):
        tapes.file("call-1")


def test_its_shape_shows_who_was_loud_when(tmp_path: Path) -> None:
    tapes = Recordings(tmp_path)
    tapes.add("call-1", "agent", 0.0, np.full(HEARD_AT, 16_384, dtype="<i2").tobytes())
    tapes.add("call-1", "customer", 1.0, ONES)
    shape = tapes.shape("call-1")
    half = BARS // 2
    assert (shape.seconds, len(shape.agent), len(shape.customer)) == (2.0, BARS, BARS)
    assert set(shape.agent[:half]) == {50}
    assert set(shape.agent[half:]) == {0}
    assert set(shape.customer[half:]) == {3}


def test_a_recording_of_a_moment_has_a_shape(tmp_path: Path) -> None:
    tapes = Recordings(tmp_path)
    tapes.add("call-1", "agent", 0.0, b"\x00\x40" * 3)
    assert max(tapes.shape("call-1").agent) == 50
