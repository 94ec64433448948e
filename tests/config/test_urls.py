"""Doors: one to sign in by, none to sign up by, and public pages that know nobody."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from tests.world import make_admin, make_user

pytestmark = pytest.mark.django_db
SET_UP = "/newsroom/account/2fa/?needed"


def test_the_back_office_has_no_door_of_its_own(client: Client) -> None:
    response = client.get("/admin/login/?next=/admin/", follow=True)
    assert response.redirect_chain[-1][0].startswith("/newsroom/account/login/")


def test_nobody_signs_up(client: Client) -> None:
    stranger = {"username": "stranger", "password1": "a long pass phrase 7"}
    client.post("/newsroom/account/signup/", stranger | {"email": "stranger@example.org"})
    assert not User.objects.exists()


def test_a_public_page_neither_sets_nor_reads_cookies(client: Client) -> None:
    client.force_login(User.objects.create_user("meral"))
    client.cookies["csrftoken"] = "x" * 32
    response = client.get("/")
    assert response.status_code == 200
    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()


def test_pages_carry_the_reader_policy(client: Client) -> None:
    headers = client.get("/").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_staff_pages_are_stored_nowhere_and_may_preview_pictures(client: Client) -> None:
    headers = client.get("/newsroom/account/login/").headers
    assert "no-store" in headers["Cache-Control"]
    assert "blob:" in headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in headers["Content-Security-Policy"]


BEHIND_TWO_FACTORS = ["/admin/", "/admin/liveblog/post/", "/newsroom/", "/newsroom/istanbul/"]


@pytest.mark.parametrize("path", BEHIND_TWO_FACTORS)
def test_staff_without_a_second_factor_are_led_to_set_one_up(
    client: Client, settings: Settings, path: str
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    client.force_login(make_admin())
    for answer in (client.get(path), client.post(path, {"title": "x"})):
        assert (answer.status_code, answer.headers["Location"]) == (302, SET_UP)
    page = client.get(SET_UP)
    assert page.status_code == 200
    assert 'class="account-note"' in page.content.decode()


def test_staff_with_a_second_factor_go_in(client: Client, settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    admin = make_admin()
    Authenticator.objects.create(user=admin, type="totp", data={})
    client.force_login(admin)
    assert client.get("/admin/").status_code == 200
    assert client.get("/newsroom/").status_code == 200


def test_reporters_and_strangers_are_led_nowhere_else(client: Client, settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    assert client.get("/newsroom/").headers["Location"].startswith("/newsroom/account/login/")
    client.force_login(make_user(role="reporter"))
    assert client.get("/newsroom/").status_code == 200


@pytest.mark.parametrize("path", ["/newsroom/sw.js", "/newsroom/manifest.webmanifest", "/"])
def test_what_tells_nothing_stays_open(client: Client, settings: Settings, path: str) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    client.force_login(make_admin())
    assert client.get(path).status_code == 200
