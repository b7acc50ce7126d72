"""Signing in by an OpenID provider, where the settings name one: a code with PKCE, and a signed identity."""

import base64
import hashlib
import logging
from collections.abc import Mapping
from typing import Any

import httpx
from authlib.integrations.httpx_client import OAuth2Client
from fastapi import APIRouter
from joserfc import jwt
from joserfc.jwk import KeySet
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from trainer.ports import PeopleStore
from trainer.web.door import turned_away
from trainer.web.provider import Provider
from trainer.web.sessions import Session, session_of

log = logging.getLogger(__name__)
PATIENCE = 10.0
"""Seconds that the provider has for an answer."""
LEEWAY = 60
"""Seconds by which its clock may differ from ours."""
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
"""Signatures with a key that only the provider has; none that our own secret could make."""
START, CALLBACK = "/oidc/start", "/oidc/callback"


class Oidc:
    """The way to the provider and back. Only somebody who has an account is let in; none is made."""

    def __init__(self, provider: Provider, people: PeopleStore) -> None:
        self._provider = provider
        self._people = people
        self._known: Mapping[str, Any] | None = None

    def routes(self) -> APIRouter:
        """The routes of both ways."""
        router = APIRouter()
        router.get(START)(self.start)
        router.get(CALLBACK)(self.callback)
        return router

    def start(self, request: Request) -> Response:
        """To the provider, with what only this browser can answer for."""
        session = session_of(request)
        try:
            with self._client(request) as client:
                address, _ = client.create_authorization_url(
                    self._told()["authorization_endpoint"],
                    state=_made(session, "state"),
                    nonce=_made(session, "nonce"),
                    code_verifier=_made(session, "verifier"),
                )
        except Exception:
            log.exception("the provider could not be asked where it signs people in")
            return turned_away(request, "door.elsewhere_down", 502)
        return RedirectResponse(address, status_code=303)

    def callback(self, request: Request, code: str = "", state: str = "") -> Response:
        """Back with a code: in, when the provider vouches for somebody who has an account."""
        session = session_of(request)
        if not code or state != _made(session, "state"):
            return turned_away(request, "door.elsewhere_stale", 403)
        try:
            name = self._vouched_for(request, session, code)
        except Exception:
            # Whatever was sent is not what the provider signed for this browser.
            log.exception("the provider's answer cannot be taken")
            return turned_away(request, "door.elsewhere_refused", 401)
        person = self._people.person(name)
        if person is None or person.disabled:
            return turned_away(request, "door.elsewhere_unknown", 403)
        session.sign_in(person.name)
        return RedirectResponse("/", status_code=303)

    def _vouched_for(self, request: Request, session: Session, code: str) -> str:
        """The name in an identity that is signed by the provider, for us, for this browser, and still runs."""
        told = self._told()
        with self._client(request) as client:
            tokens = client.fetch_token(told["token_endpoint"], code=code, code_verifier=_made(session, "verifier"))
            keys = KeySet.import_key_set(client.request("GET", told["jwks_uri"], withhold_token=True).json())
        identity = jwt.decode(tokens["id_token"], keys, algorithms=list(ALGORITHMS))
        wanted = jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": self._provider.issuer},
            aud={"essential": True, "value": self._provider.client},
            exp={"essential": True},
            nonce={"essential": True, "value": _made(session, "nonce")},
        )
        wanted.validate(identity.claims)
        return str(identity.claims[self._provider.claim])

    def _client(self, request: Request) -> OAuth2Client:
        return OAuth2Client(
            self._provider.client,
            self._provider.secret,
            scope="openid profile email",
            redirect_uri=str(request.base_url).rstrip("/") + CALLBACK,
            code_challenge_method="S256",
            timeout=PATIENCE,
        )

    def _told(self) -> Mapping[str, Any]:
        """What the provider says of itself; asked once."""
        if self._known is None:
            address = f"{self._provider.issuer.rstrip('/')}/.well-known/openid-configuration"
            answer = httpx.get(address, timeout=PATIENCE).raise_for_status()
            self._known = dict(answer.json())
        return self._known


def _made(session: Session, what: str) -> str:
    """Something that nobody can guess who does not hold this browser's key, and that needs no keeping."""
    digest = hashlib.sha256(f"oidc:{what}:{session.key}".encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
