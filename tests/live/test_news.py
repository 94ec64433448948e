"""What the hub hears, it reads once and tells everybody."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from liveblog.live import doorbell, reading
from liveblog.live import hub as hubs
from liveblog.live.frames import Frame, behind
from liveblog.live.hub import Hub
from liveblog.models import LiveBlog
from liveblog.publishing import blogs, posts
from liveblog.publishing.blogs import BlogContent
from tests.live.inbox import join
from tests.live.reads import break_reads, count_reads, ring_only
from tests.live.waiting import eventually, newsroom
from tests.world import DESK, make_post


async def test_every_reader_hears_of_a_publication(blog: LiveBlog, hub: Hub) -> None:
    inboxes = [await join(hub, blog) for _ in range(3)]
    post = await newsroom(make_post)(blog, "The mayor resigns.")
    await eventually(lambda: all(inbox.seqs == [2] for inbox in inboxes))
    assert {inbox.messages[0]["posts"][0]["id"] for inbox in inboxes} == {post.public_id}


async def test_all_readers_are_offered_the_same_frame(blog: LiveBlog, hub: Hub) -> None:
    first, second = await join(hub, blog), await join(hub, blog)
    await newsroom(make_post)(blog)
    await eventually(lambda: second.seqs)
    assert first.texts[-1] is second.texts[-1]


async def test_one_publication_is_read_once(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring_only(monkeypatch)
    inboxes = [await join(hub, blog) for _ in range(20)]
    asked = count_reads(monkeypatch)
    await newsroom(make_post)(blog)
    await eventually(lambda: inboxes[-1].seqs)
    assert asked.count("news") == 1


async def test_a_publication_of_this_process_is_not_read_at_all(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = await join(hub, blog)
    asked = count_reads(monkeypatch)
    await newsroom(make_post)(blog)
    assert inbox.seqs == [2]
    assert "news" not in asked


async def test_a_publisher_goes_on_when_its_readers_have_been_told(
    blog: LiveBlog, hub: Hub
) -> None:
    inboxes = [await join(hub, blog) for _ in range(600)]
    await newsroom(make_post)(blog)
    assert all(inbox.seqs == [2] for inbox in inboxes)


async def test_a_publisher_does_not_wait_for_a_hub_that_is_stuck(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hubs, "GIVE_WAY_SECONDS", 0.05)
    inbox = await join(hub, blog)
    async with hub.readership.topics[blog.pk].lock:
        await asyncio.wait_for(newsroom(make_post)(blog), 5)
        assert inbox.seqs == []
    await eventually(lambda: inbox.seqs == [2])


async def test_a_lost_doorbell_costs_no_more_than_the_tick(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = await join(hub, blog)
    doorbell.forget(hub._heard_in_any_thread)
    await newsroom(make_post)(blog)
    await eventually(lambda: inbox.seqs == [2], hubs.TICK_SECONDS + 2)


async def test_repeated_and_old_doorbells_tell_nothing_twice(blog: LiveBlog, hub: Hub) -> None:
    inbox = await join(hub, blog)
    await newsroom(make_post)(blog)
    await newsroom(make_post)(blog)
    for seq in (3, 2, 3, 1):
        hub.heard(blog.pk, blog.epoch, seq)
    await eventually(lambda: inbox.seqs == [2, 3])
    await asyncio.sleep(0.05)
    assert inbox.seqs == [2, 3]


async def test_a_doorbell_that_runs_ahead_invents_nothing(blog: LiveBlog, hub: Hub) -> None:
    inbox = await join(hub, blog)
    hub.heard(blog.pk, blog.epoch, 99)
    await asyncio.sleep(0.05)
    assert inbox.messages == []


@pytest.mark.parametrize("frame", [behind("another", 2), behind("", 8)])
async def test_a_frame_that_does_not_follow_is_read_instead(
    blog: LiveBlog, hub: Hub, frame: Frame
) -> None:
    inbox = await join(hub, blog)
    epoch = hub.heads[blog.pk].epoch
    doorbell.forget(hub._heard_in_any_thread)
    await newsroom(make_post)(blog)
    hub.heard(blog.pk, epoch, 2, replace(frame, epoch=frame.epoch or epoch))
    await eventually(lambda: inbox.seqs == [2])
    assert inbox.kinds == ["change"]


async def test_a_failed_read_is_made_good_by_the_next_tick(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = await join(hub, blog)
    with monkeypatch.context() as broken:
        break_reads(broken)
        await newsroom(make_post)(blog)
        await asyncio.sleep(0.1)
        assert inbox.messages == []
    await eventually(lambda: inbox.seqs == [2])


async def test_too_much_news_is_announced_instead_of_sent(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = await join(hub, blog)
    monkeypatch.setattr(reading, "CATCH_UP_POSTS", 0)
    ring_only(monkeypatch)
    await newsroom(make_post)(blog)
    await eventually(lambda: inbox.kinds == ["behind"])
    assert inbox.messages[0]["seq"] == 2


async def test_a_new_history_makes_open_pages_start_over(blog: LiveBlog, hub: Hub) -> None:
    inbox = await join(hub, blog)
    moved = await newsroom(blogs.edit)(blog, BlogContent(time_zone="Asia/Tokyo"), by=DESK)
    await eventually(lambda: inbox.kinds == ["behind"])
    assert inbox.messages[0]["epoch"] == moved.epoch != blog.epoch


async def test_a_late_doorbell_of_an_old_history_changes_nothing(blog: LiveBlog, hub: Hub) -> None:
    moved = await newsroom(blogs.edit)(blog, BlogContent(time_zone="Asia/Tokyo"), by=DESK)
    await eventually(lambda: hub.heads[blog.pk].epoch == moved.epoch)
    look = hub.heard(blog.pk, blog.epoch, 99)
    assert hub.heads[blog.pk].epoch == moved.epoch
    assert look
    await look
    assert (hub.heads[blog.pk].epoch, hub.heads[blog.pk].seq) == (moved.epoch, moved.seq)


async def test_a_retraction_leaves_no_word_to_replay(blog: LiveBlog, hub: Hub) -> None:
    inbox = await join(hub, blog)
    post = await newsroom(make_post)(blog, "Canary words")
    await eventually(lambda: inbox.seqs == [2])
    await newsroom(posts.retract)(post, "Wrong.", by=DESK)
    await eventually(lambda: inbox.seqs == [2, 3])
    assert "Canary" not in "".join(frame.text for frame in hub.readership.topics[blog.pk].ring)
