"""Making, using and revoking API tokens."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from liveblog import limits
from liveblog.models import ApiToken, LiveBlog
from liveblog.models.tokens import digest_of
from liveblog.publishing.actors import Actor
from liveblog.publishing.content import Problems

PREFIX = "lb_"  # lets scanners of leaked secrets recognise ours
SECRET_BYTES = 32
USE_NOTED_EVERY = timedelta(minutes=1)  # a write per request would be one too many


def create(
    user: User,
    *,
    by: Actor,
    name: str = "",
    blogs: Sequence[LiveBlog] = (),
    days: int = limits.TOKEN_DAYS,
) -> tuple[ApiToken, str]:
    """Make a token that speaks for `user`; returns it and its secret, which is shown only now.

    Without `blogs` it reaches all that the user does. Raises InvalidContent.
    """
    problems = Problems()
    name = problems.line("name", name or "API", 60)
    problems.raise_any()
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    with transaction.atomic():
        token = ApiToken.objects.create(
            user=user,
            name=name,
            digest=digest_of(secret),
            created_by=by.user,
            expires_at=timezone.now() + timedelta(days=days),
        )
        token.blogs.set(blogs)
    return token, secret


def revoke(token: ApiToken) -> ApiToken:
    """End a token at once; one that is revoked already keeps its time."""
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
    return token


def note_use(token: ApiToken) -> None:
    """Record when the token was last used, to the minute."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > USE_NOTED_EVERY:
        token.last_used_at = now
        token.save(update_fields=["last_used_at"])
