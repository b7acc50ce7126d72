import asyncio
from collections.abc import Iterator
from itertools import chain, repeat

from starlette.types import Message, Receive, Scope, Send

from trainer.web.rates import A_SECOND, BURST, RateLimit


async def inner(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def statuses(limit: RateLimit, count: int, cookie: str = "a", method: str = "POST") -> list[int]:
    async def ask() -> int:
        found: list[int] = []

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                found.append(message["status"])

        async def receive() -> Message:
            return {"type": "http.request"}

        headers = [(b"cookie", f"first_ring={cookie}".encode())] if cookie else []
        scope = {"type": "http", "method": method, "headers": headers, "client": ("10.0.0.1", 1)}
        await limit(scope, receive, send)
        return found[0]

    return [asyncio.run(ask()) for _ in range(count)]


def clock(*moments: float) -> Iterator[float]:
    return chain(moments, repeat(moments[-1]))


def test_a_burst_is_taken_and_what_comes_over_it_is_refused() -> None:
    limit = RateLimit(inner, clock(0.0).__next__)
    assert statuses(limit, BURST + 2) == [200] * BURST + [429, 429]


def test_what_was_used_up_comes_back_by_and_by() -> None:
    limit = RateLimit(inner, clock(*[0.0] * BURST, 1.0).__next__)
    assert statuses(limit, BURST + int(A_SECOND) + 1).count(200) == BURST + int(A_SECOND)


def test_one_browser_takes_nothing_from_another_and_reading_is_free() -> None:
    limit = RateLimit(inner, clock(0.0).__next__)
    statuses(limit, BURST + 1)
    assert statuses(limit, 1, cookie="b") == [200]
    assert statuses(limit, 1, cookie="") == [200]
    assert statuses(limit, BURST * 2, method="GET") == [200] * BURST * 2
