"""Nothing tells of a scheduled post before its time."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liveblog.live.frames import changes_after
from liveblog.models import Image, LiveBlog, Post
from liveblog.publishing import drafts, posts
from liveblog.publishing.content import Picture, PostContent
from liveblog.publishing.schedule import release_due
from tests.world import DESK, make_author, make_blog, make_image, make_post

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel"
NOBODYS_ID = "zzzzzzzz"


@pytest.fixture
def blog() -> LiveBlog:
    blog = make_blog()
    posts.pin(make_post(blog, "What everybody knows."), by=DESK)
    blog.refresh_from_db()
    return blog


@pytest.fixture
def image() -> Image:
    return make_image(alt=CANARY, caption=CANARY, credit=CANARY)


@pytest.fixture
def secret(blog: LiveBlog, image: Image) -> Post:
    content = PostContent(
        headline=CANARY,
        body=f"{CANARY}.",
        key=True,
        breaking=True,
        embed=f"https://{CANARY.lower()}.example/",
        authors=[make_author(CANARY)],
        images=[Picture(image)],
    )
    due = timezone.now() + timedelta(hours=1)
    return drafts.compose(
        blog, content, by=DESK, status="scheduled", publish_at=due, client_id=uuid4()
    )[0]


def addresses(blog: LiveBlog) -> list[str]:
    """Every public address that shows posts."""
    path = blog.get_absolute_url()
    return [
        reverse("reader:index"),
        path,
        f"{path}?order=oldest",
        *(f"{path}updates?since={since}&epoch={blog.epoch}" for since in range(blog.seq + 1)),
        *(post.get_absolute_url() for post in blog.posts.public()),
    ]


def said(client: Client, address: str) -> str:
    answer = client.get(address)
    return f"{answer.headers} {answer.content.decode()}".lower()


def test_no_page_and_no_update_holds_a_word_of_it(
    client: Client, blog: LiveBlog, secret: Post
) -> None:
    for address in addresses(blog):
        text = said(client, address)
        assert CANARY.lower() not in text, address
        assert secret.public_id.lower() not in text, address


def test_no_frame_holds_a_word_of_it(blog: LiveBlog, secret: Post) -> None:
    blog.refresh_from_db()
    frames = changes_after(blog, 0)
    assert [frame.seq for frame in frames] == list(range(1, blog.seq + 1))
    assert all(CANARY.lower() not in frame.text.lower() for frame in frames)


def test_scheduling_moves_no_number(blog: LiveBlog, secret: Post) -> None:
    before = blog.seq
    blog.refresh_from_db()
    assert blog.seq == before
    assert not secret.share_links.exists()


def test_its_address_answers_as_that_of_no_post(
    client: Client, blog: LiveBlog, secret: Post
) -> None:
    path = blog.get_absolute_url()

    def answer(public_id: str) -> tuple[int, dict[str, str], bytes]:
        got = client.get(f"{path}update-{public_id}/")
        return got.status_code, dict(got.headers), got.content.replace(public_id.encode(), b"")

    assert answer(secret.public_id) == answer(NOBODYS_ID)
    assert answer(secret.public_id)[0] == 404


def test_its_picture_is_not_there(client: Client, secret: Post, image: Image) -> None:
    for name in ("480.webp", "card.jpg"):
        assert client.get(f"/media/{image.path(name)}").status_code == 404


def test_strangers_learn_nothing_from_the_api(client: Client, blog: LiveBlog, secret: Post) -> None:
    for path in (f"blogs/{blog.slug}/posts?q={CANARY}", f"posts/{secret.public_id}"):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 401
        assert CANARY not in answer.content.decode()


def test_at_its_time_it_is_everywhere(
    client: Client, blog: LiveBlog, secret: Post, image: Image
) -> None:
    assert secret.publish_at
    with time_machine.travel(secret.publish_at, tick=False):
        release_due()
        secret.refresh_from_db()
        blog.refresh_from_db()
        for address in (blog.get_absolute_url(), secret.get_absolute_url()):
            assert CANARY.lower() in said(client, address)
        updates = f"{blog.get_absolute_url()}updates?since={blog.seq - 1}&epoch={blog.epoch}"
        assert CANARY.lower() in said(client, updates)
        assert client.get(f"/media/{image.path('480.webp')}").status_code == 200
        for link in secret.share_links.all():
            assert client.get(link.get_absolute_url()).status_code == 302
