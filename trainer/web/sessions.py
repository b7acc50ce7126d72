"""Sessions: what a browser holds is a random key, and who that is stands in the record."""

import hashlib
import re
import secrets
from datetime import timedelta
from http.cookies import CookieError, SimpleCookie
from typing import cast

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trainer.domain.people import Person
from trainer.ports import Clock, PeopleStore, Sitting, SittingStore

COOKIE = "first_ring"
LONGEST = timedelta(hours=12)
"""A working day with its overtime; then one signs in again."""
IDLE = timedelta(hours=2)
"""How long a browser that nobody uses stays signed in."""
KEPT_EVERY = timedelta(minutes=5)
"""How exactly it is known when somebody was last here; a write for every request would be too many."""
KEY = re.compile(r"[A-Za-z0-9_-]{43}")


class Session:
    """What one browser may do: it has a key, and perhaps somebody is signed in with it."""

    def __init__(self, key: str, sittings: SittingStore, clock: Clock) -> None:
        self.key = key
        self._sittings = sittings
        self._clock = clock

    @property
    def digest(self) -> str:
        """What the record keeps of the key, so that whoever reads the record cannot use it."""
        return hashlib.sha256(self.key.encode()).hexdigest()

    @property
    def token(self) -> str:
        """What the forms of this session carry, so that another site cannot send them."""
        return hashlib.sha256(b"form:" + self.key.encode()).hexdigest()

    def name(self) -> str | None:
        """Who is signed in, if the sitting is neither too long nor too long ago."""
        sitting, now = self._sittings.sitting(self.digest), self._clock.now()
        if sitting is None:
            return None
        if now - sitting.began > LONGEST or now - sitting.seen > IDLE:
            self._sittings.end_sitting(self.digest)
            return None
        if now - sitting.seen > KEPT_EVERY:
            self._sittings.keep_sitting(self.digest, now)
        return sitting.name

    def sign_in(self, name: str) -> None:
        """Let somebody in, under a fresh key: a session is never carried over from whoever sat here before."""
        self._sittings.end_sitting(self.digest)
        self.key = new_key()
        now = self._clock.now()
        self._sittings.begin_sitting(self.digest, Sitting(name=name, began=now, seen=now))

    def sign_out(self) -> None:
        """Let nobody in with this key any more."""
        self._sittings.end_sitting(self.digest)
        self.key = new_key()


class Sessions:
    """Gives every request its session, and every browser its cookie."""

    def __init__(self, app: ASGIApp, sittings: SittingStore, clock: Clock) -> None:
        self._app = app
        self._sittings = sittings
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the cookie where it is new."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        held = _held(Headers(scope=scope))
        session = scope["session"] = Session(held or new_key(), self._sittings, self._clock)

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and session.key != held:
                MutableHeaders(scope=message).append("set-cookie", _cookie(session.key, scope["scheme"] == "https"))
            await send(message)

        await self._app(scope, receive, with_cookie if scope["type"] == "http" else send)


def session_of(connection: HTTPConnection) -> Session:
    """The session of a request or a socket."""
    return cast(Session, connection.scope["session"])


def signed_in(connection: HTTPConnection, people: PeopleStore) -> Person | None:
    """The person whose session the request carries, if they are still let in."""
    name = session_of(connection).name()
    person = people.person(name) if name else None
    return person if person is not None and not person.disabled else None


def meant(connection: HTTPConnection, token: str) -> bool:
    """Whether a form came from a page of ours in this very session."""
    return secrets.compare_digest(token.encode(), session_of(connection).token.encode())


def new_key() -> str:
    """Thirty-two random bytes."""
    return secrets.token_urlsafe(32)


def _held(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found is not None and KEY.fullmatch(found.value) else ""


def _cookie(key: str, secure: bool) -> str:
    parts = [f"{COOKIE}={key}", "Path=/", "HttpOnly", "SameSite=Lax", f"Max-Age={int(LONGEST.total_seconds())}"]
    return "; ".join([*parts, "Secure"] if secure else parts)
