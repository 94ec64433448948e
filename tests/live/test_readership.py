"""Readers come, stay and go: joining leaves no gap and tells nothing twice."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import pytest

from liveblog.live import readership
from liveblog.live.hub import Hub
from liveblog.live.readers import COME_BACK, NOT_FOUND
from liveblog.models import LiveBlog
from tests.live.inbox import Inbox, join
from tests.live.reads import break_reads, count_reads
from tests.live.waiting import eventually, newsroom
from tests.world import make_post


async def test_readers_who_come_and_go_get_a_gapless_sequence(blog: LiveBlog, hub: Hub) -> None:
    """L2: everything after what the reader knew, in order, once."""
    last = 1 + 12
    joined: list[tuple[int, Inbox]] = []

    async def publish() -> None:
        for _ in range(12):
            await newsroom(make_post)(blog)

    async def arrive() -> None:
        for _ in range(25):
            since = random.randint(1, hub.heads[blog.pk].seq)
            joined.append((since, await join(hub, blog, since, blog.epoch)))
            await asyncio.sleep(random.random() / 100)

    await asyncio.gather(publish(), arrive())
    await eventually(lambda: hub.readership.topics[blog.pk].seq == last)
    await asyncio.sleep(0)
    for since, inbox in joined:
        applied = [seq for seq in inbox.seqs if seq > since]  # pages ignore what they know
        assert applied == list(range(since + 1, last + 1))


async def test_a_reader_who_knows_everything_gets_nothing(blog: LiveBlog, hub: Hub) -> None:
    assert (await join(hub, blog, 1, blog.epoch)).messages == []


async def test_what_a_reader_missed_is_replayed(blog: LiveBlog, hub: Hub) -> None:
    await newsroom(make_post)(blog)
    await newsroom(make_post)(blog)
    await eventually(lambda: hub.heads[blog.pk].seq == 3)
    assert (await join(hub, blog, 1, blog.epoch)).seqs == [2, 3]
    assert (await join(hub, blog, 2, blog.epoch)).seqs == [3]


async def test_many_returning_readers_cost_one_read(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    await newsroom(make_post)(blog)
    await eventually(lambda: hub.heads[blog.pk].seq == 2)
    asked = count_reads(monkeypatch)
    inboxes = await asyncio.gather(*(join(hub, blog, 0, blog.epoch) for _ in range(50)))
    assert asked.count("frames_between") == 1
    assert all(inbox.seqs == [1, 2] for inbox in inboxes)


async def test_who_misses_too_much_is_told_so_without_a_read(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readership, "CATCH_UP_POSTS", 1)
    await newsroom(make_post)(blog)
    await newsroom(make_post)(blog)
    await eventually(lambda: hub.heads[blog.pk].seq == 3)
    asked = count_reads(monkeypatch)
    inbox = await join(hub, blog, 0, blog.epoch)
    assert inbox.kinds == ["behind"]
    assert "frames_between" not in asked


async def test_a_page_of_another_history_is_told_at_once(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = count_reads(monkeypatch)
    for since in (0, 1, 50):
        inbox = await join(hub, blog, since, "another")
        assert inbox.messages == [{"type": "behind", "v": 1, "epoch": blog.epoch, "seq": 1}]
    assert "frames_between" not in asked


async def test_a_page_ahead_of_the_hub_waits_for_what_comes(blog: LiveBlog, hub: Hub) -> None:
    inbox = await join(hub, blog, 2, blog.epoch)
    assert inbox.messages == []
    await newsroom(make_post)(blog)
    await eventually(lambda: inbox.seqs == [2])


async def test_a_reader_is_never_registered_under_an_outdated_head(
    blog: LiveBlog, hub: Hub
) -> None:
    outdated = hub.heads.find(blog.slug)
    assert outdated
    await newsroom(make_post)(blog)
    await eventually(lambda: hub.heads[blog.pk].seq == 2)
    inbox = Inbox()
    await hub.readership.join(outdated, inbox, 1, blog.epoch)
    assert inbox.seqs == [2]


async def test_a_reader_who_left_while_joining_is_not_registered(blog: LiveBlog, hub: Hub) -> None:
    inbox = Inbox()
    inbox.is_gone = True
    await hub.readership.join(hub.heads[blog.pk], inbox, 0, blog.epoch)
    assert hub.readership.topics[blog.pk].is_empty
    assert inbox.messages == []


async def test_who_joins_a_topic_that_vanished_is_sent_back(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def withdrawn_meanwhile(*args: Any) -> None:
        hub._withdraw(blog.pk)

    monkeypatch.setattr(hub.readership, "_backfill", withdrawn_meanwhile)
    inbox = Inbox()
    await hub.readership.join(hub.heads[blog.pk], inbox, 0, blog.epoch)
    assert inbox.closed == COME_BACK
    assert inbox.topic is None


async def test_who_joins_a_blog_that_was_withdrawn_is_told_so(blog: LiveBlog, hub: Hub) -> None:
    outdated = hub.heads[blog.pk]
    hub._withdraw(blog.pk)
    inbox = Inbox()
    await hub.readership.join(outdated, inbox, 1, blog.epoch)
    assert inbox.closed == NOT_FOUND
    assert hub.readership.topics == {}


async def test_who_cannot_be_served_from_the_database_fetches(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_reads(monkeypatch)
    assert (await join(hub, blog, 0, blog.epoch)).kinds == ["behind"]


async def test_readers_hear_the_beat(blog: LiveBlog, hub: Hub) -> None:
    inbox = await join(hub, blog)
    for second in range(len(hub.readership.topics[blog.pk].slots)):
        hub.readership.beat(second, 0.0)
    assert {"type": "beat", "v": 1, "epoch": blog.epoch, "seq": 1} in inbox.beats


async def test_an_empty_topic_is_forgotten(blog: LiveBlog, hub: Hub) -> None:
    inbox = await join(hub, blog)
    hub.readership.leave(inbox)
    hub.readership.beat(0, 0.0)
    assert hub.readership.topics == {}


async def test_draining_sends_everybody_away_to_come_back(blog: LiveBlog, hub: Hub) -> None:
    inboxes = [await join(hub, blog) for _ in range(7)]
    await hub.readership.drain(0.3)
    assert {inbox.closed for inbox in inboxes} == {COME_BACK}


async def test_while_it_drains_nobody_is_let_in(blog: LiveBlog, hub: Hub) -> None:
    await join(hub, blog)
    assert hub.readership.door.admit("127.0.0.1", 1.0)
    draining = asyncio.create_task(hub.readership.drain(0.3))
    await asyncio.sleep(0)
    assert not hub.readership.door.admit("127.0.0.1", 2.0)
    late = await join(hub, blog)  # stood in the door already
    await draining
    assert late.closed == COME_BACK
