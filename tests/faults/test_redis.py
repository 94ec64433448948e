"""Redis stopped, restarted, flushed, deaf and frozen: publishing works, the tick delivers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from statistics import median

import pytest
import pytest_asyncio

from tests.faults.api import post
from tests.faults.cable import Cable, cable_to
from tests.faults.checker import check
from tests.faults.fleet import Fleet, reading
from tests.faults.servers import Server
from tests.faults.town import Town
from tests.faults.writers import Writer
from tests.services import Service, tell_redis

pytestmark = [pytest.mark.slow, pytest.mark.redis]

TICK = 5.0  # seconds; long, so that nobody takes the tick for a doorbell
BELL = 1.5  # what came faster than this cannot have waited for such a tick, on the average
RECOVERED = 12.0  # a silence to notice, an answer to miss, a new subscription


@dataclass
class Scene:
    """Two servers on one Redis, four readers on each, and a newsroom apart."""

    redis: Service
    cable: Cable
    one: Server
    two: Server
    writer: Writer
    fleet: Fleet

    async def publish(self, text: str) -> float:
        """Publish and wait for everybody; returns how many seconds that took."""
        answer = await self.writer.do("publish", text=text)
        return await self.fleet.all_reach(answer["seq"], TICK + 3)

    async def publish_undisturbed(self, text: str) -> None:
        """Whatever Redis does, publishing does not wait and readers get it with the tick."""
        answers = [await self.writer.do("publish", text=f"{text} {n}") for n in range(3)]
        seconds = [answer["seconds"] for answer in answers]
        assert median(seconds) < 1, f"publishing waited for Redis: {seconds}"
        await self.fleet.all_reach(answers[-1]["seq"], TICK + 3)

    async def bell_is_back(self) -> None:
        """The doorbell carries again, with nobody's help."""
        for _round in range(int(RECOVERED / TICK) + 2):
            delays = [await self.publish(f"Gust {n}") for n in range(3)]
            if median(delays) < BELL:
                return
        raise AssertionError(f"still by the tick alone: {delays}")


@pytest.fixture(scope="module")
def cable(redis: Service) -> Iterator[Cable]:
    with cable_to(redis.port) as cable:
        yield cable


@pytest.fixture(scope="module")
def town(build: Callable[..., Town], cable: Cable) -> Town:
    return build(redis_url=cable.url, limits={"liveblog.limits.TICK_SECONDS": TICK})


@pytest.fixture(scope="module")
def servers(town: Town) -> tuple[Server, Server]:
    return town.server(), town.server()


@pytest_asyncio.fixture
async def scene(
    redis: Service, cable: Cable, servers: tuple[Server, Server], writer: Writer
) -> AsyncIterator[Scene]:
    one, two = servers
    async with reading(4, one.url) as fleet:
        await fleet.grow(4, [two.url])
        yield Scene(redis, cable, one, two, writer, fleet)
        await check(fleet, writer)


async def test_a_publish_in_one_server_rings_at_the_other(scene: Scene) -> None:
    delays = []
    for n in range(3):
        answer = await post(scene.fleet.client, scene.one, body=f"From one {n}")
        assert answer.status_code == 201
        delays.append(await scene.fleet.all_reach(answer.json()["version"], TICK + 3))
    assert median(delays) < BELL


async def test_redis_may_stop_and_restart(scene: Scene) -> None:
    scene.redis.stop()
    try:
        await scene.publish_undisturbed("Without Redis")
        answer = await post(scene.fleet.client, scene.two, body="And over the API")
        assert answer.status_code == 201
        assert answer.elapsed.total_seconds() < 2
    finally:
        scene.redis.start()
    await scene.bell_is_back()


async def test_redis_may_be_flushed_and_drop_its_subscribers(scene: Scene) -> None:
    tell_redis(scene.redis, "FLUSHALL")
    tell_redis(scene.redis, "CLIENT", "KILL", "TYPE", "pubsub")
    await scene.publish_undisturbed("Forgotten")
    await scene.bell_is_back()


async def test_connections_to_redis_may_become_deaf(scene: Scene) -> None:
    """As a firewall does it: nothing ends, nothing arrives."""
    scene.cable.swallow()
    await scene.publish_undisturbed("Deaf")
    await scene.bell_is_back()


async def test_redis_may_freeze(scene: Scene) -> None:
    scene.redis.pause()
    try:
        await scene.publish_undisturbed("Frozen")
        answer = await post(scene.fleet.client, scene.two, body="And over the API")
        assert answer.status_code == 201
        assert answer.elapsed.total_seconds() < 4, "throttles waited for Redis more than once"
    finally:
        scene.redis.resume()
    await scene.bell_is_back()


async def test_redis_may_pause_its_clients(scene: Scene) -> None:
    tell_redis(scene.redis, "CLIENT", "PAUSE", "4000", "ALL")
    await scene.publish_undisturbed("Paused")
    await scene.bell_is_back()
