from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from trainer.domain.people import Person, Role
from trainer.services.doorkeeping import MOST_WRONG, PAUSE, Keeper
from trainer.store.memory import MemoryStore
from trainer.store.sqlite import SqliteStore
from trainer.system import Argon2Passwords


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


def keeper() -> tuple[Keeper, Watch]:
    store, watch = MemoryStore(), Watch()
    store.add_person(Person(name="lina", role=Role.TRAINEE), Argon2Passwords().hash("right"))
    return Keeper(store, Argon2Passwords(), watch), watch


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
        store.add_person(Person(name="lina", role=Role.TRAINEE), Argon2Passwords().hash("right"))
        for _ in range(MOST_WRONG):
            Keeper(store, Argon2Passwords(), watch).let_in("lina", "wrong")
    with closing(SqliteStore(tmp_path / "first-ring.db")) as store:
        assert Keeper(store, Argon2Passwords(), watch).locked_for("lina") == PAUSE


def test_who_is_disabled_is_not_let_in_with_the_right_password() -> None:
    store = MemoryStore()
    store.add_person(Person(name="lina", role=Role.TRAINEE, disabled=True), Argon2Passwords().hash("right"))
    assert Keeper(store, Argon2Passwords(), Watch()).let_in("lina", "right") is None
