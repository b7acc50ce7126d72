import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from tests.unit.web.conftest import PASSWORD
from trainer.bootstrap import Services
from trainer.web.door import PLACE


def token(client: TestClient) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get("/", params={"why": "forbidden"}).text)
    assert found
    return found[1]


def sign_in(client: TestClient, name: str, password: str = PASSWORD) -> Response:
    return client.post("/sign-in", data={"name": name, "password": password, "token": token(client)})


def test_without_a_cookie_the_door_says_first_ring(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "First Ring" in answer.text


@pytest.mark.parametrize(("asked", "given"), [("ar-SA,en;q=0.5", "ar"), ("bg", "bg"), ("fr", "en"), ("", "en")])
def test_the_door_speaks_the_first_of_our_languages_that_the_browser_asks_for(
    client: TestClient, asked: str, given: str
) -> None:
    assert f'<html lang="{given}"' in client.get("/", headers={"accept-language": asked}).text


FIRST = [("trainee", "home"), ("trainer", "workshop"), ("manager", "office"), ("administrator", "people")]


@pytest.mark.parametrize(("name", "page"), FIRST)
def test_signing_in_leads_to_the_persons_own_page(client: TestClient, name: str, page: str) -> None:
    answer = sign_in(client, name)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/en/{page}/"
    assert client.get("/").headers["location"] == f"/en/{page}/"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client: TestClient) -> None:
    cookie = sign_in(client, "trainee").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize("name", ["trainee", "nobody"])
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client: TestClient, name: str) -> None:
    answer = sign_in(client, name, "wrong")
    assert answer.status_code == 401
    assert "do not belong together" in answer.text


def test_after_five_wrong_passwords_a_name_has_to_wait(client: TestClient) -> None:
    for _ in range(5):
        assert sign_in(client, "guessed", "wrong").status_code == 401
    assert sign_in(client, "guessed", "wrong").status_code == 429


def test_what_was_typed_as_a_name_is_shown_as_text(client: TestClient) -> None:
    answer = sign_in(client, '"><script>alert(1)</script>', "wrong")
    assert "<script>alert(1)" not in answer.text


@pytest.mark.parametrize("given", ["", "made up"])
def test_a_form_without_the_sessions_token_signs_nobody_in(client: TestClient, given: str) -> None:
    answer = client.post("/sign-in", data={"name": "trainee", "password": PASSWORD, "token": given})
    assert answer.status_code == 403
    assert client.get("/").status_code == 200


def test_a_form_without_the_token_signs_nobody_out(client: TestClient) -> None:
    sign_in(client, "trainee")
    client.post("/sign-out", data={"token": "made up"})
    assert client.get("/").status_code == 303


def test_signing_out_forgets_the_session(client: TestClient) -> None:
    sign_in(client, "trainee")
    client.post("/sign-out", data={"token": token(client)})
    assert client.get("/").status_code == 200


def test_a_chosen_language_is_remembered_with_the_person(client: TestClient, services: Services) -> None:
    sign_in(client, "manager")
    answer = client.post("/language", data={"language": "bg", "to": "office/", "token": token(client)})
    assert answer.headers["location"] == "/bg/office/"
    person = services.store.person("manager")
    assert person is not None
    assert person.language == "bg"
    services.store.choose_language("manager", "en")


OURS = ["desk/", "desk/?call=a_B-9", "office/", "call/a_B-9/", "certificates/first-line/lina%20b/"]


@pytest.mark.parametrize("to", OURS)
def test_a_change_of_language_leads_back_to_a_page_of_ours(to: str) -> None:
    assert PLACE.fullmatch(to)


@pytest.mark.parametrize("to", ["", "/evil.example", "//evil.example", "desk/../x", "desk/#x", "other/", "desk/\n"])
def test_a_change_of_language_leads_nowhere_else(to: str) -> None:
    assert not PLACE.fullmatch(to)


def test_where_words_go_is_told_before_anyone_signs_in(client: TestClient) -> None:
    answer = client.get("/words", headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert "no word of a call leaves this machine" in answer.text


def test_everyone_hears_their_own_customer_only(client: TestClient, application: FastAPI) -> None:
    assert client.get("/saying").status_code == 401
    sign_in(client, "trainee")
    assert client.get("/saying").json() == {"sentences": []}
