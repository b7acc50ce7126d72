"""The tape runs on the call's clock, and a full disk ends the tape and not the call."""

import numpy as np
import pytest

from trainer.domain.speech import HEARD_AT, Side, Sound
from trainer.services.taping import Tape


class Reel:
    """Keeps what is added, or has no room for it."""

    def __init__(self, full: bool = False) -> None:
        self.full = full
        self.added: list[tuple[Side, float, int]] = []

    def add(self, call: str, side: Side, at: float, samples: bytes) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.added.append((side, round(at, 3), len(samples)))

    def exists(self, call: str) -> bool:
        return bool(self.added)


class Watch:
    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def test_the_agent_is_written_by_the_second_and_lies_where_it_was_said() -> None:
    reel, watch = Reel(), Watch()
    tape = Tape(reel, "call-1", since=7.0, now=watch)
    for _ in range(60):
        watch.at += 0.02
        tape.agent(bytes(640))
    tape.flush()
    assert reel.added == [("agent", 7.0, 32_000), ("agent", 8.0, 6_400)]


def test_the_customer_lies_where_they_are_heard_at_the_rate_of_the_tape() -> None:
    reel, watch = Reel(), Watch()
    tape = Tape(reel, "call-1", since=7.0, now=watch)
    tape.customer(Sound(samples=np.ones(22_050, dtype="<i2").tobytes(), rate=22_050), 103.0)
    ((side, at, length),) = reel.added
    assert (side, at) == ("customer", 10.0)
    assert length == pytest.approx(2 * HEARD_AT, abs=4)


def test_a_full_disk_ends_the_tape_and_nothing_else() -> None:
    reel, watch = Reel(full=True), Watch()
    tape = Tape(reel, "call-1", since=0.0, now=watch)
    tape.customer(Sound(samples=bytes(200)), 100.0)
    reel.full = False
    tape.customer(Sound(samples=bytes(200)), 101.0)
    assert reel.added == []
