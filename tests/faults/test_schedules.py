"""Random days: `pytest tests/faults/test_schedules.py --schedules 500`, or `--seed 7` again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.faults.checker import check
from tests.faults.fleet import reading
from tests.faults.schedule import Schedule
from tests.faults.servers import Server
from tests.faults.town import Town
from tests.faults.writers import Writer
from tests.services import Service

pytestmark = [pytest.mark.slow, pytest.mark.redis]

READERS = 6
LIMITS = {
    "liveblog.limits.API_WRITES_PER_MINUTE": 100_000,
    # A narrow reader that stops lags after a few updates, and is soon given up.
    "liveblog.limits.HIGH_WATER_BYTES": 4096,
    "liveblog.limits.LAGGING_SECONDS": 2,
}


@pytest.fixture(scope="module")
def town(build: Callable[..., Town], redis: Service) -> Town:
    return build(redis_url=redis.url, limits=LIMITS)


@pytest.fixture(scope="module")
def servers(town: Town) -> list[Server]:
    return [town.server(), town.server()]


async def test_nothing_is_lost_doubled_or_out_of_order(
    seed: int, town: Town, servers: list[Server], redis: Service, writer: Writer
) -> None:
    async with reading(READERS, *[server.url for server in servers]) as fleet:
        schedule = Schedule(seed, town, servers, redis, writer, fleet)
        await schedule.run()
        await check(fleet, writer)
        rows = town.rows("SELECT client_id FROM liveblog_post WHERE client_id IS NOT NULL")
        stored = [row[0] for row in rows]
        assert [stored.count(key.hex) for key in schedule.keys] == [1] * len(schedule.keys)
