"""L3 to L5 of live.md; L1 is in test_convergence.py, L2 in test_readership.py."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from liveblog.live import doorbell
from liveblog.live import hub as hubs
from liveblog.live.frames import Frame, changes_after
from liveblog.live.hub import Hub
from liveblog.models import Change, LiveBlog, Post, PostStatus
from liveblog.publishing import blogs, drafts, posts
from liveblog.publishing.blogs import BlogContent
from liveblog.publishing.content import PostContent
from liveblog.publishing.errors import InvalidContent
from tests.live.inbox import join
from tests.live.page import fresh_page
from tests.live.waiting import eventually, newsroom
from tests.world import DESK, make_author, make_blog, make_draft, make_post

CANARY = "Kanarienvogel"
PATIENCE = 0.2  # seconds: what publishing may take while the layer is down


# L3: an acknowledged publish is durable and reaches everybody


async def test_an_acknowledged_publish_reaches_everybody(blog: LiveBlog, hub: Hub) -> None:
    inboxes = [await join(hub, blog, 1, blog.epoch) for _ in range(5)]
    acknowledged = [await newsroom(make_post)(blog, f"Number {n}") for n in range(8)]
    await eventually(lambda: all(len(inbox.seqs) == 8 for inbox in inboxes))
    page = await newsroom(fresh_page)(blog)
    assert {post.public_id for post in acknowledged} <= page.posts.keys()
    for inbox in inboxes:
        arrived = [sent["id"] for message in inbox.messages for sent in message["posts"]]
        assert arrived == [post.public_id for post in acknowledged]


async def test_it_reaches_everybody_though_every_third_doorbell_is_lost(
    blog: LiveBlog, hub: Hub
) -> None:
    rings = iter(range(1000))
    hear = hub._heard_in_any_thread

    def deaf_at_times(pk: int, epoch: str, seq: int, frame: Frame | None) -> None:
        if next(rings) % 3:
            hear(pk, epoch, seq, frame)

    doorbell.forget(hear)
    doorbell.listen(deaf_at_times)
    try:
        inbox = await join(hub, blog, 1, blog.epoch)
        for _ in range(7):
            await newsroom(make_post)(blog)
        await eventually(lambda: inbox.seqs == list(range(2, 9)))
    finally:
        doorbell.forget(deaf_at_times)


async def test_no_doorbell_at_all_costs_the_tick_and_nothing_else(blog: LiveBlog, hub: Hub) -> None:
    doorbell.forget(hub._heard_in_any_thread)
    inbox = await join(hub, blog, 1, blog.epoch)
    await newsroom(make_post)(blog)
    begun = time.monotonic()
    await eventually(lambda: inbox.seqs == [2])
    assert time.monotonic() - begun < hubs.TICK_SECONDS + 1


async def test_a_verb_that_fails_tells_nobody_anything(blog: LiveBlog, hub: Hub) -> None:
    inbox = await join(hub, blog, 1, blog.epoch)
    with pytest.raises(InvalidContent):
        await newsroom(make_post)(blog, "")
    await newsroom(make_post)(blog)
    await eventually(lambda: inbox.seqs == [2])


# L4: nothing unpublished leaves, and no retracted word stays


def write_canaries(blog: LiveBlog) -> list[Post]:
    """Posts in every state that no reader may see, retracted ones last."""
    words: dict[str, Any] = {
        "headline": CANARY,
        "authors": [make_author(CANARY)],
        "key": True,
        "embed": f"https://{CANARY.lower()}.example/",
    }
    hidden = [make_post(blog, CANARY, status=status, **words) for status in ("draft", "submitted")]
    content = PostContent(body=CANARY, headline=CANARY, key=True)
    tomorrow = timezone.now() + timedelta(days=1)
    hidden += drafts.compose(blog, content, by=DESK, status="scheduled", publish_at=tomorrow)[:1]
    retracted = make_post(blog, CANARY, **words)
    posts.pin(retracted, by=DESK)
    return [*hidden, posts.retract(retracted, "It was wrong.", by=DESK)]


def answers(blog: LiveBlog, hidden: list[Post]) -> dict[str, str]:
    """What a stranger gets at every address that knows of posts."""
    client = Client()
    address = blog.get_absolute_url()
    asked = [
        reverse("reader:index"),
        address,
        f"{address}?order=oldest",
        *(f"{address}updates?since={since}&epoch={blog.epoch}" for since in range(6)),
        *(f"{address}update-{post.public_id}/" for post in hidden),
        *(link.get_absolute_url() for post in hidden for link in post.share_links.all()),
    ]
    got = {one: client.get(one, follow=True) for one in asked}
    return {
        one: f"{answer.headers} {answer.redirect_chain} {answer.content.decode()}"
        for one, answer in got.items()
    }


@pytest.mark.django_db
def test_no_answer_holds_an_unpublished_or_retracted_word() -> None:
    blog = make_blog()
    hidden = write_canaries(blog)
    blog.refresh_from_db()
    for address, answer in answers(blog, hidden).items():
        assert CANARY.lower() not in answer.lower(), address
    for frame in changes_after(blog, 0):
        assert CANARY.lower() not in frame.text.lower()


@pytest.mark.django_db
def test_the_canary_sings_once_it_is_published() -> None:
    blog = make_blog()
    draft = make_draft(blog, CANARY, headline=CANARY)
    posts.publish(draft, by=DESK)
    got = answers(LiveBlog.objects.get(pk=blog.pk), [draft])
    assert CANARY in got[blog.get_absolute_url()]


@pytest.mark.django_db
def test_no_number_tells_that_a_secret_post_exists() -> None:
    blog = make_blog()
    draft = make_draft(blog)
    drafts.save(draft, PostContent(body="More"), by=DESK)
    drafts.submit(draft, by=DESK)
    drafts.send_back(draft, "Not yet.", by=DESK)
    drafts.schedule(draft, timezone.now() + timedelta(days=1), by=DESK)
    drafts.discard(draft)
    blog.refresh_from_db()
    assert blog.seq == 1
    assert Change.objects.filter(blog=blog).count() == 1
    make_post(blog)
    assert list(blog.changes.values_list("seq", flat=True).order_by("seq")) == [1, 2]


async def test_a_ring_that_held_the_words_loses_them(blog: LiveBlog, hub: Hub) -> None:
    watching = await join(hub, blog, 1, blog.epoch)
    post = await newsroom(make_post)(blog, CANARY, headline=CANARY)
    await newsroom(make_post)(blog)
    await eventually(lambda: watching.seqs == [2, 3])
    assert CANARY in "".join((await join(hub, blog, 1, blog.epoch)).texts)
    await newsroom(posts.retract)(post, "It was wrong.", by=DESK)
    await eventually(lambda: watching.seqs == [2, 3, 4])
    for since in range(5):
        assert CANARY not in "".join((await join(hub, blog, since, blog.epoch)).texts)


async def test_edited_words_are_not_replayed(blog: LiveBlog, hub: Hub) -> None:
    watching = await join(hub, blog, 1, blog.epoch)
    post = await newsroom(make_post)(blog, CANARY)
    await eventually(lambda: watching.seqs == [2])
    await newsroom(posts.edit)(post, PostContent(body="Better words"), by=DESK)
    await eventually(lambda: watching.seqs == [2, 3])
    for since in range(4):
        assert CANARY not in "".join((await join(hub, blog, since, blog.epoch)).texts)


async def test_a_withdrawn_blog_says_nothing_more(blog: LiveBlog, hub: Hub) -> None:
    watching = await join(hub, blog, 1, blog.epoch)
    await newsroom(blogs.withdraw)(blog, by=DESK)
    await newsroom(blogs.edit)(blog, BlogContent(title=CANARY), by=DESK)
    await eventually(lambda: watching.closed)
    assert CANARY not in "".join(watching.texts)
    answer = await newsroom(Client().get)(blog.get_absolute_url())
    assert answer.status_code == 404


# L5: publishing works while the layer is down


@pytest.mark.parametrize("fault", ["Raising", "Hanging", "Blocking"])
async def test_publishing_does_not_wait_for_the_layer(
    blog: LiveBlog, hub: Hub, settings: Settings, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.setattr(doorbell, "SEND_SECONDS", 0.1)
    inbox = await join(hub, blog, 1, blog.epoch)
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": f"tests.live.layers.{fault}"}}
    assert await is_quick_once(blog)
    await eventually(lambda: inbox.seqs[:1] == [2])


async def is_quick_once(blog: LiveBlog) -> bool:
    """A busy machine is slow at times; a layer that is waited for is slow every time."""
    for _ in range(20):
        begun = time.perf_counter()
        await newsroom(make_post)(blog)
        if time.perf_counter() - begun < PATIENCE:
            return True
    return False


async def test_a_listener_that_fails_does_not_fail_the_publication(
    blog: LiveBlog, hub: Hub
) -> None:
    def failing(pk: int, epoch: str, seq: int, frame: Frame | None) -> None:
        raise RuntimeError("broken")

    doorbell.listen(failing)
    try:
        post = await newsroom(make_post)(blog)
    finally:
        doorbell.forget(failing)
    assert post.status == PostStatus.PUBLISHED
    inbox = await join(hub, blog, 1, blog.epoch)
    await eventually(lambda: inbox.seqs == [2], hubs.TICK_SECONDS + 2)


async def test_eight_desks_publish_at_once_without_a_gap(blog: LiveBlog, hub: Hub) -> None:
    inbox = await join(hub, blog, 1, blog.epoch)
    publish = [asyncio.to_thread(published_and_closed, blog) for _ in range(8)]
    await asyncio.gather(*publish)
    await eventually(lambda: inbox.seqs == list(range(2, 10)))


def published_and_closed(blog: LiveBlog) -> None:
    try:
        make_post(blog)
    finally:
        connection.close()
