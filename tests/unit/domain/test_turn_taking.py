"""Turns are taken by the sound alone: the same sound gives the same turns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.domain.speech import PATIENCE, Patience
from trainer.domain.turn_taking import WINDOW, Floor, Signal, listen

PATIENT = Patience(silence=600, lecture=10_000)


def heard(*sound: tuple[float, int], customer_speaks: bool = False) -> list[tuple[int, Signal]]:
    """The signals, with the millisecond of each, of sound given as likelihood and duration in milliseconds."""
    floor, at, found = Floor(), 0, []
    for likelihood, duration in sound:
        for _ in range(duration // WINDOW):
            at += WINDOW
            floor = floor.model_copy(update={"customer_speaks": customer_speaks})
            floor, signal = listen(floor, likelihood, PATIENT)
            if signal is not None:
                found.append((at, signal))
    return found


def signals(*sound: tuple[float, int], customer_speaks: bool = False) -> list[Signal]:
    return [signal for _, signal in heard(*sound, customer_speaks=customer_speaks)]


def test_a_turn_begins_pauses_and_ends() -> None:
    found = heard((0.0, 960), (0.9, 1_600), (0.0, 1_000))
    assert [signal for _, signal in found] == [Signal.BEGAN, Signal.PAUSED, Signal.ENDED]
    (began, _), (_, _), (ended, _) = found
    assert began - 960 == 64
    assert ended - 2_560 == 608


def test_a_click_is_no_beginning() -> None:
    assert signals((0.0, 500), (0.95, 32), (0.0, 500)) == []


def test_who_goes_on_after_a_pause_keeps_the_turn() -> None:
    found = signals((0.9, 640), (0.0, 320), (0.9, 640), (0.0, 700))
    assert found == [Signal.BEGAN, Signal.PAUSED, Signal.WENT_ON, Signal.PAUSED, Signal.ENDED]


def test_a_softer_end_of_a_word_is_still_the_turn() -> None:
    assert signals((0.9, 640), (0.4, 1_000), (0.9, 320)) == [Signal.BEGAN]


def test_over_the_customer_only_real_speech_cuts_in() -> None:
    assert signals((0.9, 128), (0.0, 320), customer_speaks=True) == []
    assert signals((0.9, 320), customer_speaks=True) == [Signal.CUT_IN]


def test_a_lecture_is_cut_into() -> None:
    assert signals((0.9, 10_016)) == [Signal.BEGAN, Signal.LECTURED]


def test_the_impatient_take_the_turn_sooner_than_the_unsure() -> None:
    waits = [PATIENCE[one].silence for one in ("angry", "confused", "hesitant")]
    assert waits == sorted(waits)
    assert waits[0] == 600


@given(st.lists(st.floats(0, 1), max_size=300), st.booleans())
def test_whatever_is_heard_signals_follow_each_other_as_they_must(likelihoods: list[float], speaks: bool) -> None:
    floor, talking = Floor(), False
    for likelihood in likelihoods:
        floor = floor.model_copy(update={"customer_speaks": speaks})
        floor, signal = listen(floor, likelihood, PATIENT)
        if signal in (Signal.BEGAN, Signal.CUT_IN):
            assert not talking
            talking = True
        elif signal is not None:
            assert talking
            talking = signal not in (Signal.ENDED, Signal.LECTURED)
        assert floor.speaking == talking


@pytest.mark.parametrize("silence", [32 * one for one in range(1, 30)])
def test_a_turn_never_ends_in_less_silence_than_the_customer_allows(silence: int) -> None:
    assert (Signal.ENDED in signals((0.9, 320), (0.0, silence), (0.9, 320))) == (silence >= 600)
