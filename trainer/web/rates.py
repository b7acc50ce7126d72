"""How fast one browser may send: faster than any hand, and no faster."""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

BURST = 60
"""Requests that may come at once; a page of the desk sends one for each click, the workshop's one for each pause."""
A_SECOND = 10.0
"""Requests a second for as long as one likes."""
BROWSERS = 10_000
"""Browsers that are remembered; of more, those that were quiet the longest are forgotten."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class RateLimit:
    """Refuses with 429 what a browser sends too fast; reading is not counted."""

    def __init__(self, app: ASGIApp, now: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._now = now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] == "http" and scope["method"] not in SAFE and not self._admits(_sender(scope)):
            refusal = PlainTextResponse("Too many requests.", status_code=429, headers={"Retry-After": "5"})
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _admits(self, sender: str) -> bool:
        """Whether the sender has a request left of those that come back by and by."""
        now = self._now()
        left, since = self._left.pop(sender, (float(BURST), now))
        left = min(float(BURST), left + (now - since) * A_SECOND)
        self._left[sender] = (max(0.0, left - 1), now)
        if len(self._left) > BROWSERS:
            self._left.popitem(last=False)
        return left >= 1


def _sender(scope: Scope) -> str:
    """The browser by its cookie, or the address that it has none from."""
    cookie = Headers(scope=scope).get("cookie", "")
    host = (scope.get("client") or ("", 0))[0]
    return hashlib.sha256(cookie.encode()).hexdigest() if cookie else str(host)
