"""Settings, from the environment; read only by the composition root and the command line."""

from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from trainer.domain.values import Language

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """`FIRST_RING_DATA`, `FIRST_RING_PORT`, `FIRST_RING_HOST`, `FIRST_RING_LANGUAGE`, `FIRST_RING_CONTENT`."""

    model_config = SettingsConfigDict(env_prefix="FIRST_RING_", frozen=True)

    data: Path = ROOT / "data"
    port: Annotated[int, Field(ge=1, le=65_535)] = 7860
    host: str = "127.0.0.1"
    language: Language = "en"
    content: Path = ROOT

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the app."""
        return self.host in ("127.0.0.1", "localhost", "::1")
