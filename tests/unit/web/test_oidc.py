"""An OpenID provider vouches for people: only for those who have an account, and only to the browser that asked."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from trainer.bootstrap import Services, services_without_record
from trainer.domain.people import Person, Role
from trainer.serving import web_application
from trainer.settings import Settings
from trainer.system import RandomIds, SystemClock

KEY = RSAKey.generate_key(2048, {"kid": "one"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "one"})
CLIENT = "first-ring"


class Vouching(ThreadingHTTPServer):
    """A provider on loopback: what it says of itself, its keys, and an identity for whoever brings the code."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.claims: dict[str, Any] = {}
        self.key = KEY
        self.asked: list[dict[str, list[str]]] = []

    def identity(self) -> str:
        now = int(time.time())
        usual = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "preferred_username": "lina"}
        return jwt.encode({"alg": "RS256", "kid": "one"}, {**usual, **self.claims}, self.key)


class _Answers(BaseHTTPRequestHandler):
    server: Vouching

    def do_GET(self) -> None:
        told = {
            name: f"{self.server.issuer}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")
        }
        keys = KeySet([KEY]).as_dict(private=False)
        self._say(keys if self.path == "/jwks_uri" else {"issuer": self.server.issuer, **told})

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["content-length"])).decode()
        self.server.asked.append(parse_qs(sent))
        self._say({"access_token": "x", "token_type": "Bearer", "id_token": self.server.identity()})

    def _say(self, what: object) -> None:
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def provider() -> Iterator[Vouching]:
    with Vouching() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def services(root: Path) -> Services:
    made = services_without_record(root, SystemClock(), RandomIds())
    made.store.add_person(Person(name="lina", role=Role.TRAINEE), "")
    made.store.add_person(Person(name="gone", role=Role.TRAINEE, disabled=True), "")
    return made


@pytest.fixture(scope="module")
def application(services: Services, provider: Vouching, tmp_path_factory: pytest.TempPathFactory) -> object:
    settings = Settings.model_validate(
        {
            "data": tmp_path_factory.mktemp("oidc"),
            "oidc_issuer": provider.issuer,
            "oidc_client": CLIENT,
            "oidc_secret": "s",
        }
    )

    async def mounted() -> object:
        return web_application(services, settings)

    return asyncio.run(mounted())


@pytest.fixture
def client(application: object, provider: Vouching) -> Iterator[TestClient]:
    provider.claims, provider.key = {}, KEY
    made = TestClient(application, base_url="http://127.0.0.1:7860", follow_redirects=False)  # type: ignore[arg-type]
    yield made
    made.close()


def sent_away(client: TestClient) -> dict[str, str]:
    """What the browser is sent to the provider with."""
    answer = client.get("/oidc/start")
    assert answer.status_code == 303
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def signed_in(client: TestClient) -> bool:
    return client.get("/").status_code == 303


def back(client: TestClient, provider: Vouching, **changed: Any) -> int:
    """There and back again, with an identity that differs from an honest one in this."""
    asked = sent_away(client)
    provider.claims = {"nonce": asked["nonce"], **changed}
    return client.get("/oidc/callback", params={"code": "c", "state": asked["state"]}).status_code


def test_whoever_is_vouched_for_and_has_an_account_comes_in(client: TestClient, provider: Vouching) -> None:
    assert "/oidc/start" in client.get("/").text
    asked = sent_away(client)
    assert (asked["client_id"], asked["response_type"], asked["code_challenge_method"]) == (CLIENT, "code", "S256")
    assert back(client, provider) == 303
    assert signed_in(client)
    assert len(provider.asked[-1]["code_verifier"][0]) >= 43


@pytest.mark.parametrize(
    "changed",
    [
        {"nonce": "of another browser"},
        {"aud": "another app"},
        {"iss": "http://evil.test"},
        {"exp": 1},
        {"preferred_username": None},
    ],
)
def test_an_identity_for_somebody_else_or_somewhere_else_opens_nothing(
    client: TestClient, provider: Vouching, changed: dict[str, Any]
) -> None:
    assert back(client, provider, **changed) in (401, 403)
    assert not signed_in(client)


def test_an_identity_that_the_provider_has_not_signed_opens_nothing(client: TestClient, provider: Vouching) -> None:
    provider.key = OTHER_KEY
    assert back(client, provider) == 401
    assert not signed_in(client)


@pytest.mark.parametrize("name", ["nobody", "gone"])
def test_who_has_no_account_is_told_so(client: TestClient, provider: Vouching, name: str) -> None:
    assert back(client, provider, preferred_username=name) == 403
    assert not signed_in(client)


@pytest.mark.parametrize("query", [{"code": "c"}, {"code": "c", "state": "made up"}, {}])
def test_an_answer_that_this_browser_did_not_ask_for_opens_nothing(client: TestClient, query: dict[str, str]) -> None:
    assert client.get("/oidc/callback", params=query).status_code == 403
    assert not signed_in(client)


def test_a_provider_that_does_not_answer_leaves_the_password(services: Services, tmp_path: Path) -> None:
    settings = Settings.model_validate({"data": tmp_path, "oidc_issuer": "http://127.0.0.1:9", "oidc_client": CLIENT})

    async def mounted() -> Any:
        return web_application(services, settings)

    with TestClient(asyncio.run(mounted()), base_url="http://127.0.0.1:7860", follow_redirects=False) as lonely:
        answer = lonely.get("/oidc/start")
        assert answer.status_code == 502
        assert 'name="password"' in answer.text
