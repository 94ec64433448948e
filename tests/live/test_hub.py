"""The hub: hears, ticks, reads once, tells everybody."""

from __future__ import annotations

import asyncio
import contextlib
import random
from typing import Any

import pytest
from django.db import OperationalError

from liveblog.live import doorbell, reading
from liveblog.live import hub as hubs
from liveblog.live.frames import behind
from liveblog.live.hub import Hub
from liveblog.live.readers import COME_BACK, NOT_FOUND
from liveblog.models import LiveBlog
from liveblog.publishing import blogs, posts
from liveblog.publishing.blogs import BlogContent
from tests.live.inbox import Inbox
from tests.live.waiting import eventually, newsroom
from tests.world import DESK, make_blog, make_post


async def join(hub: Hub, blog: LiveBlog, since: int | None = None, epoch: str = "") -> Inbox:
    """A new reader of this blog."""
    inbox = Inbox()
    head = hub.find(blog.slug)
    assert head
    await hub.join(head, inbox, since, epoch)
    return inbox


def count_reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the questions that hub and publishers ask the database from now on."""
    asked: list[str] = []
    ask, at_hand = reading.ask, reading.news_at_hand

    async def counted(question: Any, *args: Any) -> Any:
        asked.append(question.__name__)
        return await ask(question, *args)

    def counted_at_hand(*args: Any) -> Any:
        asked.append("news at hand")
        return at_hand(*args)

    monkeypatch.setattr(reading, "ask", counted)
    monkeypatch.setattr(reading, "news_at_hand", counted_at_hand)
    return asked


def break_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*args: Any) -> Any:
        raise OperationalError("database is locked")

    monkeypatch.setattr(reading, "ask", broken)
    monkeypatch.setattr(reading, "news_at_hand", lambda *about: None)


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
    inboxes = [await join(hub, blog) for _ in range(20)]
    asked = count_reads(monkeypatch)
    await newsroom(make_post)(blog)
    await eventually(lambda: inboxes[-1].seqs)
    assert (asked.count("news at hand"), asked.count("news")) == (1, 0)


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
    await eventually(lambda: hub.topics[blog.pk].seq == last)
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
    monkeypatch.setattr(hubs, "CATCH_UP_POSTS", 1)
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
    outdated = hub.find(blog.slug)
    assert outdated
    await newsroom(make_post)(blog)
    await eventually(lambda: hub.heads[blog.pk].seq == 2)
    inbox = Inbox()
    await hub.join(outdated, inbox, 1, blog.epoch)
    assert inbox.seqs == [2]


async def test_a_reader_who_left_while_joining_is_not_registered(blog: LiveBlog, hub: Hub) -> None:
    inbox = Inbox()
    inbox.is_gone = True
    await hub.join(hub.heads[blog.pk], inbox, 0, blog.epoch)
    assert hub.topics[blog.pk].is_empty
    assert inbox.messages == []


async def test_who_joins_a_topic_that_vanished_is_sent_back(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def withdrawn_meanwhile(*args: Any) -> None:
        hub._withdraw(blog.pk)

    monkeypatch.setattr(hub, "_backfill", withdrawn_meanwhile)
    inbox = Inbox()
    await hub.join(hub.heads[blog.pk], inbox, 0, blog.epoch)
    assert inbox.closed == COME_BACK
    assert inbox.topic is None


async def test_who_cannot_be_served_from_the_database_fetches(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_reads(monkeypatch)
    assert (await join(hub, blog, 0, blog.epoch)).kinds == ["behind"]


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
    await newsroom(make_post)(blog)
    await eventually(lambda: inbox.kinds == ["behind"])
    assert inbox.messages[0]["seq"] == 2


async def test_a_new_history_makes_open_pages_start_over(blog: LiveBlog, hub: Hub) -> None:
    inbox = await join(hub, blog)
    moved = await newsroom(blogs.edit)(blog, BlogContent(time_zone="Asia/Tokyo"), by=DESK)
    await eventually(lambda: inbox.kinds == ["behind"])
    assert inbox.messages[0]["epoch"] == moved.epoch != blog.epoch


async def test_a_blog_that_opens_is_found(blog: LiveBlog, hub: Hub) -> None:
    draft = await newsroom(make_blog)(status="draft")
    assert hub.find(draft.slug) is None
    await newsroom(blogs.open)(draft, by=DESK)
    await eventually(lambda: hub.find(draft.slug))


async def test_a_withdrawn_blog_sends_its_readers_away(blog: LiveBlog, hub: Hub) -> None:
    inbox = await join(hub, blog)
    await newsroom(blogs.withdraw)(blog, by=DESK)
    await eventually(lambda: inbox.closed == NOT_FOUND)
    assert hub.find(blog.slug) is None
    assert inbox.kinds == ["behind"]


async def test_an_older_look_does_not_withdraw_what_a_newer_one_found(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = await join(hub, blog)
    answers = [asyncio.Event(), asyncio.Event()]
    heads = [[], [hub.heads[blog.pk]]]
    turns = iter(range(2))

    async def slow(question: Any, *args: Any) -> Any:
        if question is not reading.heads:
            return None
        turn = next(turns, 1)
        await answers[turn].wait()
        return heads[turn]

    await eventually(lambda: not hub._looking.locked())
    monkeypatch.setattr(reading, "ask", slow)
    monkeypatch.setattr(hub, "_withdraw", lambda pk: None)
    older, newer = asyncio.create_task(hub._look()), asyncio.create_task(hub._look())
    answers[1].set()
    await asyncio.sleep(0.01)
    assert not newer.done()
    answers[0].set()
    await asyncio.gather(older, newer)
    assert inbox.closed is None


async def test_readers_hear_the_beat(blog: LiveBlog, hub: Hub) -> None:
    inbox = await join(hub, blog)
    for second in range(len(hub.topics[blog.pk].slots)):
        hub.topics[blog.pk].beat(second, 0.0)
    assert {"type": "beat", "v": 1, "epoch": blog.epoch, "seq": 1} in inbox.beats


async def test_an_empty_topic_is_forgotten(blog: LiveBlog, hub: Hub) -> None:
    inbox = await join(hub, blog)
    hub.leave(inbox)
    hub._drop_empty_topics()
    assert hub.topics == {}


async def test_draining_sends_everybody_away_to_come_back(blog: LiveBlog, hub: Hub) -> None:
    inboxes = [await join(hub, blog) for _ in range(7)]
    await hub.drain(0.3)
    assert {inbox.closed for inbox in inboxes} == {COME_BACK}


async def test_a_stopped_hub_leaves_nothing_running(blog: LiveBlog) -> None:
    hub = await hubs.running_hub()
    await hubs.stop_hub()
    assert hub._tasks == set()
    ours = [task for task in asyncio.all_tasks() if "/liveblog/live/" in repr(task)]
    assert ours == []
    assert hub._heard_in_any_thread not in doorbell._listeners


async def test_a_swallowed_cancellation_does_not_keep_the_hub_from_stopping(
    blog: LiveBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hubs, "CANCEL_SECONDS", 0.01)
    hub = await hubs.running_hub()

    async def swallow_one() -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        await asyncio.sleep(60)

    hub._spawn(swallow_one())
    await asyncio.sleep(0)
    await asyncio.wait_for(hubs.stop_hub(), 5)
    assert hub._tasks == set()


async def test_a_doorbell_for_a_loop_that_ended_harms_nobody(blog: LiveBlog, hub: Hub) -> None:
    ended = asyncio.new_event_loop()
    ended.close()
    hub._loop, running = ended, hub._loop
    doorbell.ring(blog.pk, blog.epoch, 2)
    hub._loop = running
    assert hub.heads[blog.pk].seq == 1


async def test_a_retraction_leaves_no_word_to_replay(blog: LiveBlog, hub: Hub) -> None:
    inbox = await join(hub, blog)
    post = await newsroom(make_post)(blog, "Canary words")
    await eventually(lambda: inbox.seqs == [2])
    await newsroom(posts.retract)(post, "Wrong.", by=DESK)
    await eventually(lambda: inbox.seqs == [2, 3])
    assert "Canary" not in "".join(frame.text for frame in hub.topics[blog.pk].ring)


async def test_news_that_do_not_follow_are_read_again(blog: LiveBlog, hub: Hub) -> None:
    inbox = await join(hub, blog)
    epoch = hub.heads[blog.pk].epoch
    later = reading.News(epoch, 7, blog, [behind(epoch, 8)])
    doorbell.forget(hub._heard_in_any_thread)
    await newsroom(make_post)(blog)
    hub.heard(blog.pk, epoch, 2, later)
    await eventually(lambda: inbox.seqs == [2])
