"""Settings, from the environment; read only by the composition root and the command line."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from trainer.domain.values import Language

ROOT = Path(__file__).resolve().parent.parent
OPENAI = "https://api.openai.com/v1"
"""Where words go when a model is named without an endpoint."""


class Settings(BaseSettings):
    """From `FIRST_RING_DATA`, `FIRST_RING_PORT`, and so on.

    `model` is what an endpoint calls the model that words the customers, `model_url` where the endpoint is (without it,
    OpenAI's), `model_key` its key, or `model_key_file` a file of mode 600 that holds it; `model_provider` names another
    provider that langchain knows and whose package is installed; `model_file` is a GGUF file to be served by this
    process instead. `reading_*` and `judging_*` are the same for the second reader and the judge; `same` as the name
    of the model is the one that words. `price_*` are for a million tokens, `daily_budget` is in their currency, or in
    tokens where no price is set.

    `ears_*` is an endpoint that recognises speech, `whisper` the folder of a faster-whisper model, `vosk` a folder with
    a vosk model for each language; with `browser_ears` an agent's own browser may understand them, which sends their
    voice to the browser's maker. `mouth_*` is an endpoint that speaks, and what it calls a woman's and a man's voice;
    `neural_voice` is the local one for English; where they fail or there is none, espeak-ng speaks. `mute` leaves the
    customers without a voice.

    `oidc_issuer` is an OpenID provider that signs people in beside our own passwords, `oidc_client` and `oidc_secret`
    what we are there, `oidc_claim` the claim that holds somebody's name with us; an account is made for nobody.
    """

    model_config = SettingsConfigDict(env_prefix="FIRST_RING_", frozen=True)

    data: Path = ROOT / "data"
    port: Annotated[int, Field(ge=1, le=65_535)] = 7860
    host: str = "127.0.0.1"
    language: Language = "en"
    content: Path = ROOT
    model: str = ""
    model_url: str | None = None
    model_key: SecretStr | None = None
    model_key_file: Path | None = None
    model_provider: str = ""
    model_file: Path | None = None
    reading_model: str = ""
    reading_url: str | None = None
    reading_key: SecretStr | None = None
    judging_model: str = ""
    judging_url: str | None = None
    judging_key: SecretStr | None = None
    judging_runs: Annotated[int, Field(ge=1, le=9)] = 3
    price_prompt: Annotated[float, Field(ge=0)] = 0
    price_cached: Annotated[float, Field(ge=0)] = 0
    price_completion: Annotated[float, Field(ge=0)] = 0
    currency: str = "USD"
    ears_model: str = ""
    ears_url: str | None = None
    ears_key: SecretStr | None = None
    whisper: Path | None = None
    vosk: Path | None = None
    browser_ears: bool = False
    mouth_model: str = ""
    mouth_url: str | None = None
    mouth_key: SecretStr | None = None
    mouth_female: str = "nova"
    mouth_male: str = "onyx"
    neural_voice: bool = False
    oidc_issuer: str = ""
    oidc_client: str = ""
    oidc_secret: SecretStr = SecretStr("")
    oidc_claim: str = "preferred_username"
    mute: bool = False
    daily_budget: Annotated[float, Field(ge=0)] | None = None
    first_sentence: Annotated[float, Field(gt=0, le=60)] = 2.5

    @model_validator(mode="after")
    def _they_fit_together(self) -> Self:
        if self.judging_runs % 2 == 0:
            raise ValueError("FIRST_RING_JUDGING_RUNS must be odd, so that there is a median")
        if bool(self.oidc_issuer) != bool(self.oidc_client):
            raise ValueError("FIRST_RING_OIDC_ISSUER and FIRST_RING_OIDC_CLIENT go together")
        return self

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the app."""
        return self.host in ("127.0.0.1", "localhost", "::1")
