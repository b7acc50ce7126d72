"""Settings, from the environment; read only by the composition root and the command line."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from trainer.domain.values import Language

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """From `FIRST_RING_DATA`, `FIRST_RING_PORT`, and so on.

    `model` is what an endpoint calls the model that words the customers, `model_url` where the endpoint is (without it,
    OpenAI's), `model_key` its key; `model_file` is a GGUF file to be served by this process instead.
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
    model_file: Path | None = None
    first_sentence: Annotated[float, Field(gt=0, le=60)] = 2.5

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the app."""
        return self.host in ("127.0.0.1", "localhost", "::1")
