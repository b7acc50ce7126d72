from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from trainer.domain.people import Person, Role
from trainer.store.memory import MemoryStore
from trainer.store.sqlite import SqliteStore
from trainer.web.passwords import MOST_WRONG, PAUSE, Keeper, hash_password


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


def keeper() -> tuple[Keeper, Watch]:
    store, watch = MemoryStore(), Watch()
    store.add_person(Person(name="lina", role=Role.TRAINEE), hash_password("right"))
    return Keeper(store, watch.now), watch


def test_the_right_password_lets_its_person_in() -> None:
    person = keeper()[0].let_in("lina", "right")
    assert person is not None
    assert person.name == "lina"


def test_nobody_is_let_in_by_a_wrong_password_or_name() -> None:
    door, _ = keeper()
    assert door.let_in("lina", "wrong") is None
    assert door.let_in("nobody", "nobody's password") is None


def test_the_wait_ends_and_the_right_password_clears_the_count() -> None:
    door, watch = keeper()
    for _ in range(MOST_WRONG):
        door.let_in("lina", "wrong")
    assert door.locked_for("lina") == PAUSE
    watch.time += PAUSE + timedelta(seconds=1)
    assert door.locked_for("lina") == timedelta(0)
    assert door.let_in("lina", "right") is not None
    assert door.locked_for("lina") == timedelta(0)


def test_a_restart_forgives_no_wrong_password(tmp_path: Path) -> None:
    watch = Watch()
    with closing(SqliteStore(tmp_path / "first-ring.db")) as store:
        store.add_person(Person(name="lina", role=Role.TRAINEE), hash_password("right"))
        for _ in range(MOST_WRONG):
            Keeper(store, watch.now).let_in("lina", "wrong")
    with closing(SqliteStore(tmp_path / "first-ring.db")) as store:
        assert Keeper(store, watch.now).locked_for("lina") == PAUSE


def test_who_is_disabled_is_not_let_in_with_the_right_password() -> None:
    store = MemoryStore()
    store.add_person(Person(name="lina", role=Role.TRAINEE, disabled=True), hash_password("right"))
    assert Keeper(store, Watch().now).let_in("lina", "right") is None
