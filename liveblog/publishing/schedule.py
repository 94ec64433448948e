"""Scheduled posts, released when their time has come: by any process, each exactly once.

The claim is the post's own row under its blog's lock: whoever comes second finds it published.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.utils import timezone

from liveblog.models import BlogStatus, Post, PostStatus
from liveblog.publishing.actors import Actor
from liveblog.publishing.errors import PublishingError
from liveblog.publishing.posts import publish_locked
from liveblog.publishing.working import working_on

SCHEDULE = Actor(None, "schedule")
AT_ONCE = 50  # posts in one call: a tick stays short, the next one goes on

log = logging.getLogger(__name__)


def release_due(now: datetime | None = None) -> list[Post]:
    """Publish the scheduled posts whose time has come, oldest first; returns those of this call.

    Posts of a blog that is not live wait until it is.
    """
    now = now or timezone.now()
    due = Post.objects.filter(
        status=PostStatus.SCHEDULED, publish_at__lte=now, blog__status=BlogStatus.LIVE
    ).order_by("publish_at", "pk")[:AT_ONCE]
    released = [_release(post, now) for post in due]
    return [post for post in released if post is not None]


def _release(post: Post, now: datetime) -> Post | None:
    try:
        with working_on(post) as post:
            if post.status != PostStatus.SCHEDULED or (post.publish_at or now) > now:
                return None  # somebody else was first, or it was put off
            return publish_locked(post, by=SCHEDULE)
    except PublishingError as refusal:
        # The others must go out all the same; this one stays where the desk sees it.
        log.error("post %s could not be released: %s", post.public_id, refusal)
        return None
