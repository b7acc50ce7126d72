import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.requests import ClientDisconnect

from tests.unit.web.test_door import sign_in
from trainer.web.guards import LARGEST


def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    headers = client.get("/").headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("page", ["desk", "workshop", "office"])
def test_a_browser_without_a_session_is_sent_to_the_door(client: TestClient, page: str) -> None:
    answer = client.get(f"/en/{page}/")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"


def test_a_made_up_session_opens_nothing(client: TestClient) -> None:
    client.cookies.set("first_ring", "eyJuYW1lIjoibWFuYWdlciJ9.made.up")
    assert client.get("/en/desk/config").status_code == 401


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_what_another_site_sends_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/sign-in", headers=headers).status_code == 403


def test_a_request_larger_than_any_honest_one_is_refused(client: TestClient) -> None:
    assert client.post("/sign-in", content=b"x" * (LARGEST + 1)).status_code == 413


def test_a_body_of_no_stated_length_is_counted(client: TestClient) -> None:
    pieces = iter([b"x" * (LARGEST // 2)] * 3)
    form = {"content-type": "application/x-www-form-urlencoded"}
    try:
        refused = client.post("/sign-in", content=pieces, headers=form).status_code >= 400
    except ClientDisconnect:
        refused = True
    assert refused


def test_a_hash_of_gradios_belongs_to_whoever_used_it_first(application: FastAPI, client: TestClient) -> None:
    sign_in(client, "trainee")
    mine = {"data": [], "fn_index": 0, "session_hash": "lina-hash"}
    assert client.post("/en/desk/gradio_api/run/open", json=mine).status_code != 403
    thief = TestClient(application, base_url="http://127.0.0.1:7860", follow_redirects=False)
    sign_in(thief, "trainer")
    assert thief.post("/en/desk/gradio_api/run/open", json=mine).status_code == 403
    assert thief.get("/en/desk/gradio_api/queue/data", params={"session_hash": "lina-hash"}).status_code == 403
    assert thief.get("/en/desk/gradio_api/heartbeat/lina-hash").status_code == 403
    stranger = TestClient(application, base_url="http://127.0.0.1:7860", follow_redirects=False)
    assert stranger.get("/en/desk/gradio_api/heartbeat/lina-hash").status_code == 403
