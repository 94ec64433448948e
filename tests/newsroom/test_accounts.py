"""Signing in, in the newsroom's own pages."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from tests.world import PASSWORD, make_admin, make_user

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


def code_of(secret: str, at: int | None = None) -> str:
    """What an authenticator app shows."""
    counter = int(time.time()) // 30 if at is None else at
    return f"{hotp_value(secret, counter):06d}"


def sign_in(client: Client) -> Any:
    return client.post(f"{ACCOUNT}/login/", {"login": "ines", "password": PASSWORD})


def sign_in_twice(client: Client) -> None:
    """Whoever changes how an account is protected says the password once more."""
    sign_in(client)
    client.post(f"{ACCOUNT}/reauthenticate/", {"password": PASSWORD})


def set_up_app(client: Client) -> str:
    """Sign in, set up an authenticator app, and return its secret."""
    sign_in_twice(client)
    page = client.get(f"{ACCOUNT}/2fa/totp/activate/")
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    secret: str = page.context["form"].secret
    done = client.post(f"{ACCOUNT}/2fa/totp/activate/", {"code": code_of(secret)})
    assert done.headers["Location"] == f"{ACCOUNT}/2fa/recovery-codes/"
    return secret


def test_an_administrator_with_an_address_sets_up_an_app_and_goes_in(
    client: Client, settings: Settings
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    make_admin("ines")
    set_up_app(client)
    assert client.get("/admin/").status_code == 200


def test_a_wrong_code_sets_up_nothing(client: Client) -> None:
    make_admin("ines")
    sign_in_twice(client)
    answer = client.post(f"{ACCOUNT}/2fa/totp/activate/", {"code": "000000"})
    assert 'class="field-errors" role="alert"' in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_the_password_alone_no_longer_signs_in(client: Client) -> None:
    make_admin("ines")
    secret = set_up_app(client)
    again = Client()
    assert sign_in(again).headers["Location"] == f"{ACCOUNT}/2fa/authenticate/"
    assert again.get("/newsroom/").status_code == 302
    assert again.post(f"{ACCOUNT}/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert again.get("/newsroom/").status_code == 302
    cache.clear()  # a code counts once; the one from the set-up is remembered here
    again.post(f"{ACCOUNT}/2fa/authenticate/", {"code": code_of(secret)})
    assert again.get("/newsroom/").status_code == 200


def test_a_recovery_code_opens_once(client: Client) -> None:
    make_admin("ines")
    set_up_app(client)
    code = client.get(f"{ACCOUNT}/2fa/recovery-codes/").context["unused_codes"][0]
    for status in (200, 302):
        other = Client()
        sign_in(other)
        other.post(f"{ACCOUNT}/2fa/authenticate/", {"code": code})
        assert other.get("/newsroom/").status_code == status


@pytest.mark.parametrize("page", ["2fa/totp/activate/", "2fa/webauthn/add/"])
def test_pages_of_the_second_factor_have_our_look(client: Client, page: str) -> None:
    make_admin("ines")
    sign_in_twice(client)
    assert 'class="newsroom account-page"' in client.get(f"{ACCOUNT}/{page}").content.decode()
