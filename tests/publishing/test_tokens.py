"""Tokens are made, used and revoked."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from liveblog.models import ApiToken
from liveblog.publishing import tokens
from liveblog.publishing.actors import Actor
from tests.world import make_blog, make_user

BY = Actor(None, "test")
pytestmark = pytest.mark.django_db


def test_only_the_digest_is_kept() -> None:
    token, secret = tokens.create(make_user(), by=BY)
    assert secret not in str(ApiToken.objects.values().get())
    assert ApiToken.objects.with_secret(secret).get() == token


def test_a_revoked_token_keeps_its_time() -> None:
    token, _secret = tokens.create(make_user(), by=BY)
    first = tokens.revoke(token).revoked_at
    assert tokens.revoke(token).revoked_at == first
    assert not ApiToken.objects.usable().exists()


def test_use_is_noted_to_the_minute() -> None:
    token, _secret = tokens.create(make_user(), by=BY)
    tokens.note_use(token)
    first = token.last_used_at
    tokens.note_use(token)
    assert first is not None and token.last_used_at == first


def test_the_command_prints_only_the_token() -> None:
    blog, out = make_blog(), StringIO()
    call_command("create_token", make_user("ines").username, blog=[blog.slug], days=3, stdout=out)
    (line,) = out.getvalue().splitlines()
    token = ApiToken.objects.with_secret(line).get()
    assert (list(token.blogs.all()), token.user.username) == ([blog], "ines")


@pytest.mark.parametrize("options", [{"blog": ["nowhere"]}, {"days": 0}])
def test_a_wrong_name_makes_no_token(options: dict[str, object]) -> None:
    make_user("ines")
    with pytest.raises(CommandError):
        call_command("create_token", "ines", **options)
    assert not ApiToken.objects.exists()


def test_an_unknown_user_gets_no_token() -> None:
    with pytest.raises(CommandError):
        call_command("create_token", "nobody")
