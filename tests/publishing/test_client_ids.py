"""The same post sent twice is one post."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from liveblog.models import LiveBlog, Post
from liveblog.publishing import drafts, posts
from liveblog.publishing.content import Picture, PostContent
from liveblog.publishing.errors import ClientIdReused
from tests.publishing.ledger import nothing_written
from tests.world import DESK, make_author, make_blog, make_image, make_post

SENDERS = 50
NOON = datetime(2025, 5, 16, 12, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["draft", "submitted", "published"])
def test_a_retry_returns_the_first_post(status: str) -> None:
    blog, key = make_blog(), uuid4()
    content = PostContent(headline="Once", body="Only once.", key=True, event_at=NOON)
    first, created = drafts.compose(blog, content, by=DESK, status=status, client_id=key)
    assert created
    with nothing_written(blog):
        again, created = drafts.compose(blog, content, by=DESK, status=status, client_id=key)
    assert (again, created) == (first, False)


@pytest.mark.django_db
def test_a_retry_finds_the_post_after_it_was_edited() -> None:
    blog, key = make_blog(), uuid4()
    content = PostContent(body="Only once.")
    first, _ = drafts.compose(blog, content, by=DESK, status="published", client_id=key)
    posts.edit(first, PostContent(body="Edited since."), by=DESK)
    again, created = drafts.compose(blog, content, by=DESK, status="published", client_id=key)
    assert (again.body, created) == ("Edited since.", False)


@pytest.mark.django_db
def test_a_retry_after_the_end_of_the_blog_still_finds_its_post() -> None:
    blog, key = make_blog(), uuid4()
    how: dict[str, Any] = {"by": DESK, "status": "published", "client_id": key}
    first, _ = drafts.compose(blog, PostContent(body="Late."), **how)
    LiveBlog.objects.filter(pk=blog.pk).update(status="ended")
    assert drafts.compose(blog, PostContent(body="Late."), **how) == (first, False)


@pytest.mark.django_db
def test_the_same_instant_in_another_zone_is_the_same_post() -> None:
    blog, key = make_blog(), uuid4()
    here = NOON.astimezone(timezone(timedelta(hours=3)))
    first, _ = drafts.compose(blog, PostContent("A", event_at=NOON), by=DESK, client_id=key)
    again, _ = drafts.compose(blog, PostContent("A", event_at=here), by=DESK, client_id=key)
    assert again == first


@pytest.mark.django_db
def test_another_content_under_the_same_key_is_refused() -> None:
    blog, key = make_blog(), uuid4()
    image, author = make_image(), make_author()
    base: dict[str, Any] = {
        "headline": "A", "body": "B", "authors": [author], "images": [Picture(image, "C")],
        "key": False, "breaking": False, "embed": "https://example.org", "event_at": NOON,
    }  # fmt: skip
    first, _ = drafts.compose(blog, PostContent(**base), by=DESK, client_id=key)
    others: dict[str, Any] = {
        "headline": "a", "body": None, "authors": [], "images": [Picture(image, "c")],
        "key": True, "breaking": True, "embed": "", "event_at": NOON + timedelta(seconds=1),
    }  # fmt: skip
    for field, value in others.items():
        changed = PostContent(**{**base, field: value})
        with nothing_written(blog), pytest.raises(ClientIdReused) as caught:
            drafts.compose(blog, changed, by=DESK, client_id=key)
        assert caught.value.current == first, field
    with pytest.raises(ClientIdReused):
        drafts.compose(blog, PostContent(**base), by=DESK, client_id=key, status="submitted")


@pytest.mark.django_db
def test_the_key_belongs_to_one_blog() -> None:
    key = uuid4()
    made = [
        drafts.compose(make_blog(), PostContent(body="Twice."), by=DESK, client_id=key)
        for _ in range(2)
    ]
    assert [created for _, created in made] == [True, True]


@pytest.mark.django_db
def test_without_a_key_the_same_words_are_two_posts() -> None:
    blog = make_blog()
    assert make_post(blog, "Goal!") != make_post(blog, "Goal!")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_fifty_senders_at_once_make_one_post() -> None:
    blog, key, ready = make_blog(), uuid4(), Barrier(SENDERS)

    def send(_: int) -> tuple[Post, bool]:
        ready.wait()
        try:
            content = PostContent(body="Only once.")
            return drafts.compose(blog, content, by=DESK, status="published", client_id=key)
        finally:
            connection.close()

    with ThreadPoolExecutor(SENDERS) as senders:
        answers = list(senders.map(send, range(SENDERS)))
    assert {post.pk for post, _ in answers} == {Post.objects.get().pk}
    assert sum(created for _, created in answers) == 1
    assert LiveBlog.objects.get().seq == 2
    assert Post.objects.get().share_links.count() == 4
