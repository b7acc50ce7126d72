"""Every chat model keeps the contract: whole answers or a named failure, in time, and nothing of a key in it."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Coroutine, Iterator
from typing import TypeVar

import pytest
from pydantic import BaseModel, SecretStr

from bench.endpoint import FAULTS, Endpoint, Fault
from tests.models import ScriptedModel
from trainer.errors import ModelFailed
from trainer.llm.clients import openai_model
from trainer.ports import ChatModel, Generated, Message, Piece

T = TypeVar("T")
ASK = [Message(role="system", text="You are brief."), Message(role="user", text="Hello?")]
SAYS = "Good morning. What is it about?"
Make = Callable[[str, Fault], ChatModel]
IN_STREAM: dict[Fault, str] = {
    "never": "model.too_slow",
    "key_refused": "model.key_refused",
    "busy": "model.busy",
    "server_error": "model.server_error",
    "html": "model.broken",
    "malformed": "model.broken",
    "truncated": "model.cut_off",
    "no_choices": "model.cut_off",
    "empty": "model.empty",
    "null": "model.empty",
    "cut_cleanly": "model.cut_off",
    "cut_abruptly": "model.cut_off",
    "dripping": "model.too_slow",
    "falls_silent": "model.too_slow",
    "endless": "model.endless",
}
AT_ONCE: dict[Fault, str] = {
    **IN_STREAM,
    "truncated": "model.broken",
    "no_choices": "model.broken",
    "empty": "model.wrong_shape",
    "null": "model.wrong_shape",
    "endless": "model.cut_off",
}
ONLY_IN_STREAM = {"dripping", "falls_silent"}


class Verdict(BaseModel):
    """A shape to ask for."""

    level: int
    why: str


@pytest.fixture(params=["langchain", "scripted"])
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    """Makes a model that says this and fails so."""
    with contextlib.ExitStack() as open_:

        def langchain(says: str, fault: Fault) -> ChatModel:
            endpoint = open_.enter_context(Endpoint(lambda _: says, lambda _: fault))
            return openai_model("loopback", endpoint.url, SecretStr("sk-canary"))

        yield langchain if request.param == "langchain" else ScriptedModel


def run(model: ChatModel, work: Coroutine[object, object, T]) -> T:
    """The result of the work, with the model's connections closed after it."""

    async def and_close() -> T:
        try:
            return await work
        finally:
            await model.aclose()

    return asyncio.run(and_close())


def streamed(model: ChatModel, within: float = 5.0) -> str:
    async def whole() -> str:
        return "".join([piece.text async for piece in model.stream(ASK, within)])

    return run(model, whole())


def generated(model: ChatModel, within: float = 5.0) -> Generated[Verdict]:
    return run(model, model.generate(ASK, Verdict, within))


def test_a_stream_brings_the_whole_text_and_the_tokens(make: Make) -> None:
    model = make(SAYS, "none")

    async def pieces() -> list[Piece]:
        return [piece async for piece in model.stream(ASK, 5.0)]

    found = run(model, pieces())
    assert "".join(one.text for one in found).strip() == SAYS
    usage = found[-1].usage
    assert usage is not None
    assert (usage.prompt, usage.cached, usage.completion) == (100, 60, 6)
    assert len(found) > 3


def test_a_value_has_the_shape_that_was_asked_for(make: Make) -> None:
    found = generated(make('{"level": 4, "why": "kind"}', "none"))
    assert found.value == Verdict(level=4, why="kind")
    assert found.usage.prompt == 100


@pytest.mark.parametrize("says", ['{"level": "four"}', "I would rather not.", "[]", '{"level": 4}'])
def test_another_shape_is_a_failure(make: Make, says: str) -> None:
    with pytest.raises(ModelFailed) as caught:
        generated(make(says, "none"))
    assert caught.value.fault.code == "model.wrong_shape"


@pytest.mark.parametrize("fault", [one for one in FAULTS if one != "none"])
def test_every_fault_of_a_stream_is_a_failure_by_name_and_in_time(make: Make, fault: Fault) -> None:
    began = time.monotonic()
    with pytest.raises(ModelFailed) as caught:
        # A busy machine needs its time to receive what is endless.
        streamed(make(SAYS, fault), within=8.0 if fault == "endless" else 0.7)
    assert time.monotonic() - began < 12
    assert caught.value.fault.code == IN_STREAM[fault]
    assert "canary" not in repr(caught.value)


@pytest.mark.parametrize("fault", [one for one in FAULTS if one != "none" and one not in ONLY_IN_STREAM])
def test_every_fault_of_a_value_is_a_failure_by_name_and_in_time(make: Make, fault: Fault) -> None:
    with pytest.raises(ModelFailed) as caught:
        generated(make('{"level": 4, "why": "kind"}', fault), within=0.7)
    assert caught.value.fault.code == AT_ONCE[fault]


def test_a_busy_endpoint_says_how_long_to_stay_away(make: Make) -> None:
    with pytest.raises(ModelFailed) as caught:
        streamed(make(SAYS, "busy"))
    assert caught.value.wait == 30


def test_who_stops_listening_ends_the_request(make: Make) -> None:
    model = make("one two three four", "none")

    async def first() -> str:
        async with contextlib.aclosing(model.stream(ASK, 5.0)) as stream:
            return (await anext(stream)).text

    assert run(model, first()).strip() == "one"


def test_an_address_where_nobody_listens_is_unreachable() -> None:
    with pytest.raises(ModelFailed) as caught:
        streamed(openai_model("nobody", "http://127.0.0.1:9/v1"))
    assert caught.value.fault.code == "model.unreachable"
