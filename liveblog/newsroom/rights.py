"""The verbs of `access` that the page offers this user on this blog. The API decides again."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, User

from liveblog import access
from liveblog.models import LiveBlog, Post

MINE_SHOWN = 1_000  # beyond that, old posts of one's own are treated as anybody's


def verbs(user: User | AnonymousUser, blog: LiveBlog) -> dict[str, list[str]]:
    """The verbs on the blog itself, on own posts, and on those of others."""
    own, others = Post(blog=blog, created_by_id=user.pk), Post(blog=blog)
    return {
        "blog": [verb for verb in access.ON_BLOG if access.may(user, verb, blog)],
        "own": [verb for verb in access.OWN_AND_OTHERS if access.may(user, verb, own)],
        "others": [verb for verb in access.OWN_AND_OTHERS if access.may(user, verb, others)],
    }


def own_posts(user: User | AnonymousUser, blog: LiveBlog) -> list[str]:
    """The ids of the user's posts on this blog, the latest first."""
    own = blog.posts.filter(created_by_id=user.pk).newest_first()
    return list(own.values_list("public_id", flat=True)[:MINE_SHOWN])
