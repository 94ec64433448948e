"""Changes: each number of a blog once, from one."""

from __future__ import annotations

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from liveblog.models import Change, LiveBlog
from tests.models.refusing import database_refuses
from tests.world import make_blog, make_post

pytestmark = pytest.mark.django_db


def _change(blog: LiveBlog, seq: int) -> Change:
    return Change.objects.create(
        blog=blog, seq=seq, epoch=blog.epoch, verb="edit", at=timezone.now()
    )


def test_after_tells_what_was_missed_oldest_first() -> None:
    blog = make_blog()
    make_post(blog)
    make_post(blog)
    assert [change.seq for change in blog.changes.after(1)] == [2, 3]
    assert not blog.changes.after(3).exists()


def test_the_database_gives_each_number_once_a_blog() -> None:
    blog = make_blog()
    make_blog()
    with database_refuses("change_number_once"):
        _change(blog, 1)


def test_the_database_counts_from_one() -> None:
    with database_refuses("change_number_from_one"):
        _change(make_blog(), 0)


def test_what_was_public_cannot_be_deleted() -> None:
    post = make_post(make_blog())
    with pytest.raises(ProtectedError):
        post.delete()
    with pytest.raises(ProtectedError):
        post.blog.delete()
