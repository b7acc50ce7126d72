"""People on the command line: made, changed, shut out and let in again."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from trainer.cli.commands import app
from trainer.domain.people import Person, Role
from trainer.services.doorkeeping import Keeper
from trainer.store.sqlite import SqliteStore

RUN = CliRunner()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record of its own."""
    monkeypatch.setenv("FIRST_RING_DATA", str(tmp_path))
    return tmp_path


def people(*words: str) -> str:
    done = RUN.invoke(app, ["people", *words])
    assert done.exit_code == 0, done.output
    return done.output


def lina(data: Path) -> Person:
    (file,) = data.glob("*.db")
    store = SqliteStore(file)
    found = store.person("lina")
    store.close()
    assert found is not None
    return found


@pytest.mark.usefixtures("data")
def test_an_empty_record_says_how_to_begin() -> None:
    assert "people add NAME" in people("list")


def test_a_person_is_put_in_a_team_given_a_role_shut_out_and_let_in(data: Path) -> None:
    people("add", "lina", "--team", "Billing")
    people("role", "lina", "trainer")
    people("disable", "lina")
    assert lina(data) == Person(name="lina", role=Role.TRAINER, team="Billing", disabled=True)
    assert people("list").strip() == "lina  trainer  Billing  not let in"
    people("enable", "lina")
    people("team", "lina")
    assert lina(data) == Person(name="lina", role=Role.TRAINER)


def test_a_new_password_lets_in_at_once_whoever_had_given_wrong_ones(data: Path) -> None:
    from trainer.system import Argon2Passwords, SystemClock

    people("add", "lina")
    (file,) = data.glob("*.db")
    store = SqliteStore(file)
    keeper = Keeper(store, Argon2Passwords(), SystemClock())
    for _ in range(5):
        keeper.let_in("lina", "wrong")
    store.close()
    password = people("reset", "lina").split()[-1]
    store = SqliteStore(file)
    keeper = Keeper(store, Argon2Passwords(), SystemClock())
    assert keeper.locked_for("lina").total_seconds() == 0
    assert keeper.let_in("lina", password) is not None
    store.close()


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("act", [("role", "nobody", "trainer"), ("disable", "nobody"), ("reset", "nobody")])
def test_nobody_of_that_name_is_said(act: tuple[str, ...]) -> None:
    done = RUN.invoke(app, ["people", *act])
    assert done.exit_code == 1
    assert "nobody" in done.output
