"""Tokens, sessions, and how often."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from liveblog import limits
from liveblog.api.throttles import client_address
from liveblog.models import ApiToken, Change, LiveBlog, Post
from liveblog.publishing import drafts, tokens
from tests.api.conftest import Api, api_of
from tests.world import make_admin, make_blog

PROBLEM = "urn:liveblog:problem:second_factor"


def test_a_token_speaks_for_its_user(api: Api, blog: LiveBlog, editor: User) -> None:
    said = api.post(f"/blogs/{blog.slug}/posts", {"body": "x", "status": "published"}).json()
    change = Change.objects.get(post__public_id=said["id"])
    assert (change.actor, change.via) == (editor, "token API")


@pytest.mark.parametrize("token", ["", "lb_wrong", "\U0001f600", "a" * 5000])
def test_a_wrong_token_is_nobody(token: str, db: None) -> None:
    answer = Api().get("/blogs", authorization=f"Bearer {token}".encode().decode("latin-1"))
    assert answer.status_code == 401


def test_a_revoked_token_is_nobody(api: Api) -> None:
    tokens.revoke(ApiToken.objects.get())
    assert api.get("/blogs").status_code == 401


def test_an_expired_token_is_nobody(api: Api) -> None:
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert api.get("/blogs").status_code == 401


def test_a_token_of_somebody_who_left_is_nobody(api: Api, editor: User) -> None:
    editor.is_active = False
    editor.save()
    assert api.get("/blogs").status_code == 401


def test_a_narrowed_token_lists_its_blogs_only(editor: User, blog: LiveBlog) -> None:
    other = make_blog()
    editor.memberships.create(blog=other, role="editor")
    said = api_of(editor, other).get("/blogs").json()
    assert [found["slug"] for found in said["blogs"]] == [other.slug]


def test_the_last_use_is_noted(api: Api) -> None:
    api.get("/blogs")
    assert ApiToken.objects.get().last_used_at is not None


def test_a_busy_database_does_not_keep_a_reader_out(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_token: ApiToken) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(tokens, "note_use", busy)
    assert api.get("/blogs").status_code == 200


def test_a_bad_token_is_not_saved_by_a_session(editor: User) -> None:
    client = Client()
    client.force_login(editor)
    assert client.get("/api/v1/blogs").status_code == 200
    headers = {"authorization": "Bearer wrong"}
    assert client.get("/api/v1/blogs", headers=headers).status_code == 401


def test_a_session_writes_only_with_the_csrf_token(editor: User, blog: LiveBlog) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    path, said = f"/api/v1/blogs/{blog.slug}/posts", {"body": "x"}
    refused = client.post(path, said, content_type="application/json")
    assert (refused.status_code, Post.objects.count()) == (403, 0)
    secret = "a" * 32
    client.cookies["csrftoken"] = secret
    headers = {"x-csrftoken": secret}
    assert client.post(path, said, "application/json", headers=headers).status_code == 201


def test_a_session_needs_the_second_factor_and_a_token_does_not(
    db: None, settings: Settings
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    admin, client = make_admin(), Client()
    client.force_login(admin)
    refused = client.get("/api/v1/blogs")
    assert (refused.status_code, refused.json()["type"]) == (403, PROBLEM)
    assert api_of(admin).get("/blogs").status_code == 200
    Authenticator.objects.create(user=admin, type="totp", data={})
    assert client.get("/api/v1/blogs").status_code == 200


def test_too_many_writes_have_to_wait(
    api: Api, blog: LiveBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "API_WRITES_PER_MINUTE", 2)
    answers = [api.post(f"/blogs/{blog.slug}/posts", {"body": "x"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert api.get("/blogs").status_code == 200


def test_too_many_reads_have_to_wait(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "API_READS_PER_MINUTE", 1)
    assert [api.get("/blogs").status_code for _ in range(2)] == [200, 429]


def test_without_a_cache_publishing_goes_on(
    api: Api, blog: LiveBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_args: object) -> None:
        raise ConnectionError("no cache")

    monkeypatch.setattr(cache, "add", down)
    assert api.post(f"/blogs/{blog.slug}/posts", {"body": "x"}).status_code == 201


def test_a_busy_database_asks_to_try_again(
    api: Api, blog: LiveBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_args: object, **_more: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(drafts, "compose", busy)
    answer = api.post(f"/blogs/{blog.slug}/posts", {"body": "x"})
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0


def test_answers_are_never_kept(api: Api) -> None:
    assert "no-store" in api.get("/blogs").headers["Cache-Control"]
    assert "no-store" in api.get("/nowhere").headers["Cache-Control"]


def test_only_our_proxies_tell_another_address(settings: object) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]  # type: ignore[attr-defined]
    request = RequestFactory().get("/", headers={"x-forwarded-for": "6.6.6.6, 1.2.3.4, 10.0.0.2"})
    request.META["REMOTE_ADDR"] = "10.0.0.1"
    assert client_address(request) == "1.2.3.4"
    request.META["REMOTE_ADDR"] = "9.9.9.9"
    assert client_address(request) == "9.9.9.9"
