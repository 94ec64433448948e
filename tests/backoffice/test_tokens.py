"""API tokens in the back office."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from liveblog.models import ApiToken, LiveBlog, Role
from liveblog.publishing import tokens
from tests import world
from tests.backoffice.conftest import browser
from tests.backoffice.forms import address, errors, send

pytestmark = pytest.mark.django_db

ADD = address("apitoken", "add")


def make(client: Client, **typed: object) -> str:
    """Fill in the form; returns the secret that the answer shows."""
    page = send(client, ADD, **{"name": "Wire", **typed})
    shown = re.search(r"lb_[\w-]{40,}", page.content.decode())
    assert shown
    return shown[0]


def token_of(user: User) -> ApiToken:
    return tokens.create(user, by=world.DESK, name="Hers")[0]


def test_a_token_is_made_shown_once_and_works(desk: Client, blog: LiveBlog) -> None:
    reporter = world.make_user(role=Role.REPORTER)
    secret = make(desk, user=reporter.pk, blogs=[blog.pk], days=7)
    token = ApiToken.objects.with_secret(secret).get()
    assert (token.user, token.name, list(token.blogs.all())) == (reporter, "Wire", [blog])
    assert timedelta(days=6) < token.expires_at - timezone.now() < timedelta(days=7)
    bearer = {"Authorization": f"Bearer {secret}"}
    assert Client().get(f"/api/v1/blogs/{blog.slug}", headers=bearer).status_code == 200
    other = world.make_blog()
    assert Client().get(f"/api/v1/blogs/{other.slug}", headers=bearer).status_code == 404
    for page in (address("apitoken"), address("apitoken", "change", token.pk)):
        assert secret not in desk.get(page).content.decode()


def test_a_revoked_token_opens_nothing(desk: Client, blog: LiveBlog, boss: User) -> None:
    secret = make(desk, user=boss.pk)
    token = ApiToken.objects.get()
    desk.post(address("apitoken", "verb", token.pk, "revoke"), {"confirmed": "1"})
    answer = Client().get("/api/v1/blogs", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401
    again = desk.post(
        address("apitoken", "verb", token.pk, "revoke"), {"confirmed": "1"}, follow=True
    )
    assert "(revoked)" in again.content.decode() or "(widerrufen)" in again.content.decode()


def test_an_editor_makes_tokens_for_nobody_else(blog: LiveBlog, boss: User) -> None:
    editor = browser(Role.EDITOR, blog)
    secret = make(editor, user=boss.pk)
    assert ApiToken.objects.with_secret(secret).get().user != boss


def test_an_editor_reaches_no_token_of_others(blog: LiveBlog, boss: User) -> None:
    token, editor = token_of(boss), browser(Role.EDITOR, blog)
    assert "Hers" not in editor.get(address("apitoken")).content.decode()
    url = address("apitoken", "verb", token.pk, "revoke")
    assert editor.post(url, {"confirmed": "1"}).status_code == 404
    token.refresh_from_db()
    assert token.is_usable


def test_a_token_narrows_to_blogs_in_reach_only(blog: LiveBlog) -> None:
    page = send(browser(Role.EDITOR, blog), ADD, name="Wire", blogs=[world.make_blog().pk])
    assert list(errors(page)) == ["blogs"]
    assert not ApiToken.objects.exists()


def test_a_closed_account_and_a_life_without_end_are_refused(desk: Client) -> None:
    closed = world.make_user(role=Role.EDITOR)
    closed.is_active = False
    closed.save()
    page = send(desk, ADD, user=closed.pk, name="Wire", days=100_000)
    assert set(errors(page)) == {"user", "days"}
    assert not ApiToken.objects.exists()


def test_a_token_is_not_changed(desk: Client, boss: User) -> None:
    url = address("apitoken", "change", token_of(boss).pk)
    assert desk.post(url, {"name": "Other"}).status_code == 403
    assert ApiToken.objects.get().name == "Hers"
