"""The composition of the language models: which words, which reads, which judges, and who pays."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from trainer.domain.cost import Destination, Tariff, Use
from trainer.domain.values import Language
from trainer.errors import BadInput
from trainer.language.codebook import Codebook
from trainer.ports import ChatModel, Guard, Judge, Ledger, Reader, Voice
from trainer.settings import OPENAI, Settings

if TYPE_CHECKING:
    from trainer.llm.breaker import Breaker
    from trainer.llm.running import Loop

SAME = "same"
"""As the name of the reading or the judging model: the one that words."""
CHOSEN = "model.txt"
"""The file in the data folder that names the model in use."""


@dataclass(frozen=True)
class Models:
    """The models that the settings name. Langchain takes a second to import, so none is made before it is needed."""

    settings: Settings
    ledger: Ledger

    def wording(self, authored: Voice, guard: Guard) -> Voice:
        """The authored voice, or a model before it."""
        if not named(self.settings):
            return authored
        from trainer.llm.voice import ModelVoice

        model, breaker = self._metered("wording")
        return ModelVoice(model, authored, guard, self._loop, breaker, self.settings.first_sentence)

    def second_reader(self, codebook: Callable[[Language], Codebook]) -> Reader | None:
        """A model that reads beside the embedded reader, if one is named."""
        if not self.settings.reading_model:
            return None
        from trainer.llm.reader import ModelReader

        model, breaker = self._metered("reading")
        return ModelReader(model, codebook, self._loop, breaker)

    def judging(self, embedded: Judge) -> Judge:
        """The embedded judge, or a model before it."""
        if not self.settings.judging_model:
            return embedded
        from trainer.llm.judge import ModelJudge

        model, breaker = self._metered("judging")
        return ModelJudge(model, embedded, self._loop, breaker, self.settings.judging_runs)

    @cached_property
    def _loop(self) -> "Loop":
        from trainer.llm.running import Loop

        return Loop()

    def _metered(self, use: Use) -> "tuple[ChatModel, Breaker]":
        from trainer.llm.breaker import Breaker
        from trainer.llm.metered import MeteredModel

        model = chat_model(self.settings, use)
        if model is None:
            raise BadInput("models.no_same", use=use)
        return MeteredModel(model, use, self.ledger), Breaker()


def named(settings: Settings) -> bool:
    """Whether a model words the customers."""
    return bool(settings.model or settings.model_file)


def with_chosen(settings: Settings) -> Settings:
    """The settings with the file that `models use` has chosen, where the environment names no model."""
    chosen = settings.data / CHOSEN
    if named(settings) or not chosen.is_file():
        return settings
    return settings.model_copy(update={"model_file": Path(chosen.read_text(encoding="utf-8").strip())})


def tariff(settings: Settings) -> Tariff:
    """The prices of the settings."""
    return Tariff(
        prompt=settings.price_prompt,
        cached=settings.price_cached,
        completion=settings.price_completion,
        currency=settings.currency,
    )


def destinations(settings: Settings) -> Iterator[Destination]:
    """Where whose words go, use by use; none when no model is set."""
    for use in USES:
        model, url, _ = _line(settings, use)
        if model == SAME or (use == "wording" and settings.model_file):
            file = settings.model_file
            where = "" if file else _where(settings, None)
            yield Destination(use=use, model=file.name if file else settings.model, where=where)
        elif model:
            yield Destination(use=use, model=model, where=_where(settings, url))


USES: tuple[Use, ...] = ("wording", "reading", "judging")


def _where(settings: Settings, url: str | None) -> str:
    return url or settings.model_url or settings.model_provider or OPENAI


def _line(settings: Settings, use: Use) -> tuple[str, str | None, SecretStr | None]:
    match use:
        case "wording":
            return settings.model, settings.model_url, settings.model_key
        case "reading":
            return settings.reading_model, settings.reading_url, settings.reading_key
        case "judging":
            return settings.judging_model, settings.judging_url, settings.judging_key


def chat_model(settings: Settings, use: Use = "wording") -> ChatModel | None:
    """The model that the settings name for this use: behind an endpoint, or in a file; `None` when they name none."""
    model, url, key = _line(settings, use)
    if model == SAME or (use == "wording" and settings.model_file):
        return _served(settings) if settings.model_file else _behind(settings, settings.model, None, None, use)
    return _behind(settings, model, url, key, use) if model else None


def _behind(settings: Settings, model: str, url: str | None, key: SecretStr | None, use: Use) -> ChatModel | None:
    from trainer.llm.clients import openai_model, provided_model

    # Who judges is asked several times, and the spread is to tell how sure it is.
    warmth = {"wording": 0.7, "reading": 0.0, "judging": 0.3}[use]
    known = key or _key(settings)
    if not model:
        return None
    if settings.model_provider and url is None:
        return provided_model(settings.model_provider, model, settings.model_url, known, warmth)
    return openai_model(model, url or settings.model_url, known, warmth)


def _served(settings: Settings) -> ChatModel:
    from trainer.llm.inprocess import server_of

    if settings.model_file is None:
        raise BadInput("models.no_file", file="")
    return server_of(settings.model_file).model()


def _key(settings: Settings) -> SecretStr | None:
    """The key of the environment, or of a file that nobody else can read."""
    if settings.model_key is not None or settings.model_key_file is None:
        return settings.model_key
    path = settings.model_key_file
    if not path.is_file():
        raise BadInput("models.no_key_file", file=str(path))
    if path.stat().st_mode & 0o077:
        raise BadInput("models.open_key_file", file=str(path))
    return SecretStr(path.read_text(encoding="utf-8").strip())
