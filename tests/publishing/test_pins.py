"""The pin: one a blog, moved in one Change."""

from __future__ import annotations

import pytest

from liveblog.models import LiveBlog, Post
from liveblog.publishing import posts
from tests.publishing.ledger import changes_made, nothing_written
from tests.world import DESK, make_blog, make_post

pytestmark = pytest.mark.django_db


def pinned_of(blog: LiveBlog) -> Post | None:
    return LiveBlog.objects.get(pk=blog.pk).pinned


def test_pinning_another_post_moves_the_pin_in_one_change() -> None:
    blog = make_blog()
    first, second, third = (make_post(blog) for _ in range(3))
    posts.pin(first, by=DESK)
    with changes_made(blog) as made:
        pinned = posts.pin(second, by=DESK)
    (change,) = made
    assert (change.post, pinned_of(blog)) == (second, second)
    assert pinned.is_pinned
    versions = dict(blog.posts.values_list("pk", "version"))
    assert versions[first.pk] == versions[second.pk] == change.seq
    assert versions[third.pk] == third.version


def test_pinning_the_pinned_post_is_no_change() -> None:
    blog = make_blog()
    post = posts.pin(make_post(blog), by=DESK)
    with nothing_written(blog):
        assert posts.pin(post, by=DESK).is_pinned


def test_unpinning_another_post_leaves_the_pin() -> None:
    blog = make_blog()
    post = posts.pin(make_post(blog), by=DESK)
    with nothing_written(blog):
        posts.unpin(make_post(make_blog()), by=DESK)
    other = make_post(blog)
    with nothing_written(blog):
        posts.unpin(other, by=DESK)
    assert pinned_of(blog) == post


def test_unpinning_takes_the_pin_off() -> None:
    blog = make_blog()
    assert not posts.unpin(posts.pin(make_post(blog), by=DESK), by=DESK).is_pinned
    assert pinned_of(blog) is None


def test_a_retracted_post_loses_its_pin_for_good() -> None:
    blog = make_blog()
    post = posts.pin(make_post(blog), by=DESK)
    with changes_made(blog) as made:
        gone = posts.retract(post, "Wrong.", by=DESK)
    assert len(made) == 1
    assert not gone.is_pinned and pinned_of(blog) is None
    posts.restore(gone, by=DESK)
    assert pinned_of(blog) is None


def test_retracting_another_post_leaves_the_pin() -> None:
    blog = make_blog()
    post = posts.pin(make_post(blog), by=DESK)
    posts.retract(make_post(blog), "Wrong.", by=DESK)
    assert pinned_of(blog) == post


def test_each_blog_has_its_own_pin() -> None:
    one, two = make_post(make_blog()), make_post(make_blog())
    posts.pin(one, by=DESK)
    posts.pin(two, by=DESK)
    assert (pinned_of(one.blog), pinned_of(two.blog)) == (one, two)


def test_marking_a_key_update_twice_is_no_change() -> None:
    blog = make_blog()
    post = posts.mark_key(make_post(blog), by=DESK)
    with nothing_written(blog):
        assert posts.mark_key(post, by=DESK).is_key
    plain = posts.unmark_key(post, by=DESK)
    with nothing_written(blog):
        assert not posts.unmark_key(plain, by=DESK).is_key
