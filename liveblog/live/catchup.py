"""Catching up: everything after change N, in its present state."""

from __future__ import annotations

from typing import Any

from liveblog.limits import CATCH_UP_POSTS, POLL_SECONDS
from liveblog.live import frames
from liveblog.models import LiveBlog


def updates_since(blog: LiveBlog, since: int, epoch: str) -> dict[str, Any]:
    """The answer of `updates?since=N&epoch=E` for a freshly read public blog.

    Another epoch, a number that this history has not reached, or more than CATCH_UP_POSTS
    changed posts: `reset`.
    """
    if epoch != blog.epoch or since > blog.seq or _too_much(blog, since):
        return frames.reset(blog, POLL_SECONDS)
    return frames.updates(blog, since, POLL_SECONDS)


def _too_much(blog: LiveBlog, since: int) -> bool:
    return blog.posts.after(since).count() > CATCH_UP_POSTS
