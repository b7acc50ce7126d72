"""Many who write and read at once lose nothing."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.builders import a_header, a_turn
from trainer.errors import Conflict
from trainer.store.sqlite import SqliteStore

THREADS = 16
TURNS = 60


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "record.db")
    yield opened
    opened.close()


def _play(store: SqliteStore, call: str, together: threading.Barrier) -> None:
    together.wait(timeout=10)
    store.begin(a_header(call))
    for after in range(TURNS):
        store.append(call, after, (a_turn(after + 1, f"{call} says {after + 1}"),))
        assert len(store.call(call).entries) == after + 1


def test_sixteen_who_append_to_calls_of_their_own_lose_nothing(store: SqliteStore) -> None:
    together = threading.Barrier(THREADS)
    with ThreadPoolExecutor(THREADS) as pool:
        playing = [pool.submit(_play, store, f"call-{number}", together) for number in range(THREADS)]
        for one in playing:
            one.result(timeout=60)
    calls = store.calls_of()
    assert len(calls) == THREADS
    for call in calls:
        assert [turn.text for turn in call.turns] == [f"{call.id} says {n + 1}" for n in range(TURNS)]


def test_all_who_race_for_one_place_in_a_call_but_one_hear_of_a_conflict(store: SqliteStore) -> None:
    store.begin(a_header())
    together = threading.Barrier(2)

    def race(text: str) -> list[int]:
        won = []
        for after in range(100):
            together.wait(timeout=10)
            try:
                store.append("call-1", after, (a_turn(after + 1, text),))
                won.append(after)
            except Conflict:
                continue
        return won

    with ThreadPoolExecutor(2) as pool:
        left, right = pool.map(race, ("left", "right"))
    assert sorted(left + right) == list(range(100))
    said = [turn.text for turn in store.call("call-1").turns]
    assert said == ["left" if after in left else "right" for after in range(100)]


def test_two_stores_on_one_file_lose_nothing_to_each_other(store: SqliteStore, tmp_path: Path) -> None:
    other = SqliteStore(tmp_path / "record.db")
    together = threading.Barrier(8)
    with ThreadPoolExecutor(8) as pool:
        playing = [pool.submit(_play, (store, other)[n % 2], f"call-{n}", together) for n in range(8)]
        for one in playing:
            one.result(timeout=60)
    other.close()
    assert [len(call.entries) for call in store.calls_of()] == [TURNS] * 8
