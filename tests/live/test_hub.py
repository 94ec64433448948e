"""The hub itself: which blogs it knows, and how it stops."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

import pytest

from liveblog.live import doorbell, reading
from liveblog.live import hub as hubs
from liveblog.live.hub import Hub
from liveblog.live.readers import NOT_FOUND
from liveblog.models import LiveBlog
from liveblog.publishing import blogs
from tests.live.inbox import join
from tests.live.waiting import eventually, newsroom
from tests.world import DESK, make_blog


async def test_a_blog_that_opens_is_found(blog: LiveBlog, hub: Hub) -> None:
    draft = await newsroom(make_blog)(status="draft")
    assert hub.heads.find(draft.slug) is None
    await newsroom(blogs.open)(draft, by=DESK)
    await eventually(lambda: hub.heads.find(draft.slug))


async def test_a_withdrawn_blog_sends_its_readers_away(blog: LiveBlog, hub: Hub) -> None:
    inbox = await join(hub, blog)
    await newsroom(blogs.withdraw)(blog, by=DESK)
    await eventually(lambda: inbox.closed == NOT_FOUND)
    assert hub.heads.find(blog.slug) is None
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


async def test_a_beat_that_fails_is_not_the_last(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    beats: list[int] = []

    def fail(second: int, now: float) -> None:
        beats.append(second)
        raise ZeroDivisionError

    monkeypatch.setattr(hub.readership, "beat", fail)
    await eventually(lambda: len(beats) == 2)
    assert "tick and beat go on" in caplog.text


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
