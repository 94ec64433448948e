"""Begin a verb on a post: its blog locked, its row fresh, the caller's copy not stale."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from liveblog.models import Post
from liveblog.publishing.errors import StaleVersion
from liveblog.publishing.recording import lock_blog


@contextmanager
def working_on(post: Post, version: int | None = None) -> Iterator[Post]:
    """One transaction on the present state of `post`, with `post.blog` locked.

    Raises StaleVersion when `version` is given and no longer the current one.
    """
    with transaction.atomic():
        blog = lock_blog(post.blog_id)
        fresh = Post.objects.select_for_update().get(pk=post.pk)
        fresh.blog = blog
        if version is not None and version != fresh.version:
            raise StaleVersion(fresh)
        yield fresh
