"""Work that the hub does at each tick."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest
from django.db import OperationalError

from liveblog.live import hub as hubs
from liveblog.live.hub import Hub
from liveblog.live.topics import Topic
from tests.live.waiting import eventually

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def works(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """What the hubs of this test do at each tick, every few milliseconds."""
    monkeypatch.setattr(hubs, "TICK_SECONDS", 0.02)
    monkeypatch.setattr(hubs, "_at_each_tick", [])
    return hubs._at_each_tick


async def test_work_is_done_at_every_tick_off_the_loop(works: list[Callable[[], object]]) -> None:
    threads: list[str] = []
    hubs.on_tick(lambda: threads.append(threading.current_thread().name))
    await hubs.running_hub()
    await eventually(lambda: len(threads) > 2)
    await hubs.stop_hub()
    assert all(name.startswith("hub") for name in threads)


async def test_work_that_takes_long_is_not_begun_twice(works: list[Callable[[], object]]) -> None:
    begun, others, may_end = [], [], threading.Event()

    def slow() -> None:
        begun.append(1)
        may_end.wait(5)

    hubs.on_tick(slow)
    hubs.on_tick(lambda: others.append(1))
    await hubs.running_hub()
    try:
        await eventually(lambda: len(others) > 5)
        assert len(begun) == 1
    finally:
        may_end.set()
    await eventually(lambda: len(begun) > 1)
    await hubs.stop_hub()


@pytest.mark.parametrize("error", [OperationalError("database is locked"), ValueError("a bug")])
async def test_work_that_fails_is_logged_and_tried_again(
    works: list[Callable[[], object]], caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    tried: list[int] = []

    def fail() -> None:
        tried.append(1)
        raise error

    hubs.on_tick(fail)
    await hubs.running_hub()
    await eventually(lambda: len(tried) > 2)
    await hubs.stop_hub()
    assert "next tick" in caplog.text or "tick and beat go on" in caplog.text


async def test_ticks_wait_while_readers_are_told(
    works: list[Callable[[], object]], hub: Hub
) -> None:
    """The tick's threads would take turns with the loop, on the same core."""
    done: list[int] = []
    hubs.on_tick(lambda: done.append(1))
    await eventually(lambda: done)
    topic = hub.readership.topics[0] = Topic(0, "epoch", 1)
    async with topic.lock:
        topic.is_telling = True
        await asyncio.sleep(0.1)
        before = len(done)
        await asyncio.sleep(0.2)
        assert len(done) == before
    topic.is_telling = False
    await eventually(lambda: len(done) > before)
