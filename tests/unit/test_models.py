"""Which model does what, and where its words go, as the settings say."""

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from trainer.domain.cost import Tariff
from trainer.embedded.judge import EmbeddedJudge
from trainer.errors import BadInput
from trainer.models import Models, chat_model, destinations, with_chosen
from trainer.services.spending import Spending
from trainer.settings import Settings
from trainer.store.memory import MemoryStore
from trainer.system import VirtualClock


def ledger() -> Spending:
    return Spending(MemoryStore(), VirtualClock(), Tariff())


def where(settings: Settings) -> dict[str, tuple[str, str]]:
    return {one.use: (one.model, one.where) for one in destinations(settings)}


def test_without_settings_nothing_goes_anywhere() -> None:
    assert where(Settings()) == {}
    models = Models(Settings(), ledger())
    embedded = EmbeddedJudge()
    assert models.judging(embedded) is embedded


def test_each_use_has_its_own_model_and_address() -> None:
    settings = Settings(
        model="talker",
        model_url="http://a/v1",
        reading_model="same",
        judging_model="judge",
        judging_url="http://b/v1",
    )
    assert where(settings) == {
        "wording": ("talker", "http://a/v1"),
        "reading": ("talker", "http://a/v1"),
        "judging": ("judge", "http://b/v1"),
    }
    assert Models(settings, ledger()).judging(EmbeddedJudge()).name == "judge"
    model = chat_model(settings, "reading")
    assert model is not None
    assert model.name == "talker"


def test_another_model_alone_goes_to_the_same_address_and_openai_is_named() -> None:
    assert where(Settings(judging_model="judge"))["judging"] == ("judge", "https://api.openai.com/v1")
    shared = Settings(model="talker", model_url="http://a/v1", judging_model="judge")
    assert where(shared)["judging"] == ("judge", "http://a/v1")


def test_a_file_goes_nowhere(tmp_path: Path) -> None:
    settings = Settings(model_file=tmp_path / "small.gguf", judging_model="same")
    assert where(settings) == {"wording": ("small.gguf", ""), "judging": ("small.gguf", "")}


def test_same_needs_something_to_be_the_same_as() -> None:
    with pytest.raises(BadInput) as caught:
        Models(Settings(judging_model="same"), ledger()).judging(EmbeddedJudge())
    assert caught.value.fault.code == "models.no_same"


def test_a_key_is_read_from_a_file_that_nobody_else_can_read(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("sk-canary\n", encoding="utf-8")
    settings = Settings(model="talker", model_key_file=file)
    file.chmod(0o644)
    with pytest.raises(BadInput) as caught:
        chat_model(settings)
    assert caught.value.fault.code == "models.open_key_file"
    assert "canary" not in str(caught.value)
    file.chmod(0o600)
    assert chat_model(settings) is not None
    with pytest.raises(BadInput) as caught:
        chat_model(Settings(model="talker", model_key_file=tmp_path / "none"))
    assert caught.value.fault.code == "models.no_key_file"


def test_a_provider_that_is_not_installed_is_told_with_the_mend() -> None:
    with pytest.raises(BadInput) as caught:
        chat_model(Settings(model="talker", model_provider="nobody", model_key=SecretStr("sk-canary")))
    assert caught.value.fault.code == "models.no_provider"


def test_the_openai_provider_is_one_that_langchain_knows() -> None:
    model = chat_model(Settings(model="talker", model_provider="openai", model_key=SecretStr("sk-canary")))
    assert model is not None
    assert model.name == "talker"


def test_a_chosen_file_is_used_where_the_environment_names_no_model(tmp_path: Path) -> None:
    (tmp_path / "model.txt").write_text("/models/mine.gguf\n", encoding="utf-8")
    assert with_chosen(Settings(data=tmp_path)).model_file == Path("/models/mine.gguf")
    assert with_chosen(Settings(data=tmp_path, model="talker")).model_file is None
    assert with_chosen(Settings(data=tmp_path / "other")).model_file is None


def test_an_even_number_of_judgings_is_refused() -> None:
    with pytest.raises(ValidationError, match="odd"):
        Settings(judging_runs=2)
