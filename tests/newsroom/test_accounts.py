"""Signing in, in the newsroom's own pages."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.world import PASSWORD, make_user

pytestmark = pytest.mark.django_db
ACCOUNT = "/newsroom/account"


def test_signing_in_leads_to_the_newsroom(client: Client) -> None:
    make_user("ines")
    answer = client.post(f"{ACCOUNT}/login/", {"login": "ines", "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/newsroom/")


def test_a_wrong_password_is_refused_in_place(client: Client) -> None:
    make_user("ines")
    answer = client.post(f"{ACCOUNT}/login/", {"login": "ines", "password": "wrong"})
    assert answer.status_code == 200
    assert 'class="field-errors" role="alert"' in answer.content.decode()


def test_nobody_signs_up(client: Client) -> None:
    answer = client.post(
        f"{ACCOUNT}/signup/", {"username": "x", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert answer.status_code == 200
    assert "<input" not in answer.content.decode().split("<main")[1]


@pytest.mark.parametrize("page", ["login/", "password/reset/", "password/reset/done/", "signup/"])
def test_pages_for_strangers_have_our_look(client: Client, page: str) -> None:
    answer = client.get(f"{ACCOUNT}/{page}")
    assert answer.status_code == 200
    assert 'class="newsroom account-page"' in answer.content.decode()


@pytest.mark.parametrize("page", ["password/change/", "logout/", "2fa/", "reauthenticate/"])
def test_pages_for_people_have_our_look(client: Client, page: str) -> None:
    make_user("ines")
    client.post(f"{ACCOUNT}/login/", {"login": "ines", "password": PASSWORD})
    answer = client.get(f"{ACCOUNT}/{page}")
    assert answer.status_code == 200
    assert 'class="newsroom account-page"' in answer.content.decode()


def test_the_page_speaks_the_browsers_language(client: Client) -> None:
    english = client.get(f"{ACCOUNT}/login/", headers={"accept-language": "en"})
    german = client.get(f"{ACCOUNT}/login/", headers={"accept-language": "de"})
    assert '<html lang="en">' in english.content.decode()
    assert '<html lang="de">' in german.content.decode()


def test_a_chosen_language_stays(client: Client) -> None:
    client.post("/newsroom/-/language/", {"language": "en", "next": "/newsroom/"})
    page = client.get(f"{ACCOUNT}/login/", headers={"accept-language": "de"})
    assert '<html lang="en">' in page.content.decode()
