"""Reads what a verb left in the history of a blog."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from liveblog.models import Change, LiveBlog, Post
from liveblog.publishing.errors import InvalidContent


@contextmanager
def changes_made(blog: LiveBlog) -> Iterator[list[Change]]:
    """Afterwards the list holds the changes that the block made to the blog, oldest first."""
    before = LiveBlog.objects.get(pk=blog.pk).seq
    made: list[Change] = []
    yield made
    made.extend(blog.changes.after(before))


@contextmanager
def nothing_written(blog: LiveBlog) -> Iterator[None]:
    """The block leaves blog, posts, revisions and changes exactly as they were."""
    before = everything(blog)
    yield
    assert everything(blog) == before


def everything(blog: LiveBlog) -> list[object]:
    """All rows that belong to a blog."""
    posts = Post.objects.filter(blog=blog).order_by("pk")
    return [
        LiveBlog.objects.filter(pk=blog.pk).values().get(),
        list(posts.values()),
        list(blog.changes.order_by("seq").values()),
        list(posts.values("revisions__pk", "bylines__author", "placements__caption")),
    ]


@contextmanager
def refused(*fields: str) -> Iterator[None]:
    """The block is refused for exactly these fields, with something to read for each."""
    with pytest.raises(InvalidContent) as caught:
        yield
    assert sorted(caught.value.errors) == sorted(fields)
    assert all(caught.value.errors.values()) and caught.value.message
