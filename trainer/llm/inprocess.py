"""A model in a GGUF file, served on loopback by llama.cpp within this process."""

import os
from functools import lru_cache
from pathlib import Path
from types import TracebackType

from trainer.errors import BadInput
from trainer.llm.chat import LangchainModel
from trainer.llm.clients import openai_model

CONTEXT = 4_096
"""Tokens of context of one conversation; a customer's turn takes about 800."""
AT_ONCE = 2
"""Conversations that are served side by side."""


class GgufServer:
    """llama.cpp's own server: an address that speaks the OpenAI protocol, reachable from this machine only."""

    def __init__(self, file: Path, threads: int | None = None, context: int = CONTEXT) -> None:
        if not file.is_file():
            raise BadInput("models.no_file", file=str(file))
        # Waiting threads that spin take the processor from the one that works.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        try:
            import xllamacpp
        except ImportError as error:
            raise BadInput("models.no_engine") from error
        params = xllamacpp.CommonParams()
        params.model.path = str(file)
        params.n_ctx, params.n_parallel, params.warmup = context * AT_ONCE, AT_ONCE, False
        # Its log would stand between our own lines; what is wrong comes as an error.
        params.verbosity = 1
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads or max(1, (os.cpu_count() or 2) - 1)
        try:
            self._server = xllamacpp.Server(params)
        except RuntimeError as error:
            raise BadInput("models.unusable", file=str(file)) from error
        self.url = f"{self._server.listening_address}/v1"
        self._name = file.stem

    def model(self, temperature: float = 0.7) -> LangchainModel:
        """A chat model on this server, which lives as long as the model is held."""
        return openai_model(self._name, self.url, temperature=temperature, served_by=self._server)

    def __enter__(self) -> "GgufServer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the model's memory back."""
        # The server ends with its last reference; it has no method of its own for it.
        if hasattr(self, "_server"):
            del self._server


@lru_cache
def server_of(file: Path) -> GgufServer:
    """The server of a file, one a process, however many uses share it."""
    return GgufServer(file)
