"""The hub's one subscription to the layer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from channels.layers import channel_layers, get_channel_layer
from pytest_django import Settings

from liveblog.live import subscription
from liveblog.live.doorbell import GROUP
from liveblog.live.subscription import Subscription
from tests import services
from tests.live.waiting import eventually

Heard = list[tuple[int, str, int]]


@pytest.fixture(autouse=True)
def layer_within_this_process(settings: Settings) -> None:
    """Whatever the run is configured with: these tests reach into the layer."""
    backend = "channels.layers.InMemoryChannelLayer"
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": backend}}


@asynccontextmanager
async def subscribed() -> AsyncIterator[Heard]:
    heard: Heard = []
    running = asyncio.create_task(Subscription(lambda *ring: heard.append(ring)).run())
    yield heard
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def ring(seq: int) -> None:
    message = {"type": "doorbell", "blog": 7, "epoch": "e", "seq": seq}
    await get_channel_layer().group_send(GROUP, message)


async def ring_until(heard: Callable[[], bool], seq: int) -> None:
    """Ring again and again: a layer that has just come back may lose some."""
    async with asyncio.timeout(20):
        while not heard():
            try:
                await ring(seq)
            except Exception:  # the layer is down, which is the point
                await asyncio.sleep(0.1)
            await asyncio.sleep(0.05)


async def test_it_hears_the_layer() -> None:
    async with subscribed() as heard:
        await asyncio.sleep(0.01)
        await ring(3)
        await eventually(lambda: heard == [(7, "e", 3)])


async def test_it_stays_subscribed_through_quiet_times(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(subscription, "RENEW_SECONDS", 0.01)
    async with subscribed() as heard:
        await asyncio.sleep(0.1)
        await ring(3)
        await eventually(lambda: heard == [(7, "e", 3)])
    assert "subscription lost" not in caplog.text


async def test_a_membership_that_lapsed_is_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscription, "RENEW_SECONDS", 0.01)
    async with subscribed() as heard:
        await asyncio.sleep(0.02)
        get_channel_layer().groups.clear()
        await asyncio.sleep(0.05)
        await ring(3)
        await eventually(lambda: heard == [(7, "e", 3)])


async def test_a_layer_that_fails_is_subscribed_to_anew(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(subscription, "RETRY_SECONDS", 0.01)
    failures = iter([ConnectionError("Redis is down")])
    new_channel = get_channel_layer().new_channel

    async def failing_once(prefix: str) -> str:
        for failure in failures:
            raise failure
        return await new_channel(prefix)

    monkeypatch.setattr(get_channel_layer(), "new_channel", failing_once)
    async with subscribed() as heard:
        await asyncio.sleep(0.1)
        await ring(3)
        await eventually(lambda: heard == [(7, "e", 3)])
    assert "Redis is down" in caplog.text


@pytest.mark.slow
@pytest.mark.redis
async def test_redis_may_be_quiet_and_may_restart(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(subscription, "RENEW_SECONDS", 0.2)
    monkeypatch.setattr(subscription, "RETRY_SECONDS", 0.1)
    with services.redis_server() as redis:
        backend = "channels_redis.pubsub.RedisPubSubChannelLayer"
        settings.CHANNEL_LAYERS = {
            "default": {"BACKEND": backend, "CONFIG": {"hosts": [redis.url]}}
        }
        async with subscribed() as heard:
            await ring_until(lambda: (7, "e", 1) in heard, 1)
            await asyncio.sleep(1)
            assert "subscription lost" not in caplog.text
            await asyncio.to_thread(redis.stop)
            await asyncio.to_thread(redis.start)
            await ring_until(lambda: (7, "e", 2) in heard, 2)
        await channel_layers["default"].flush()
