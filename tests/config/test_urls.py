"""Doors: one to sign in by, none to sign up by, and public pages that know nobody."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

pytestmark = pytest.mark.django_db


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
