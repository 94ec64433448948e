"""The scale switch: updates are only announced, and a cache in front answers who asks."""

from __future__ import annotations

import pytest

from tests.faults.checker import check
from tests.faults.fleet import reading
from tests.faults.nginx import in_front_of
from tests.faults.town import Town
from tests.faults.writers import Writer

pytestmark = [pytest.mark.slow, pytest.mark.nginx]

READERS = 40
UPDATES = 5
FROM_THE_CACHE = ("HIT", "UPDATING", "STALE")


async def test_a_cache_answers_for_the_server(town: Town, writer: Writer) -> None:
    server = town.server(SHRINK_ABOVE_READERS="1")
    with in_front_of(server.port) as cache:
        async with reading(READERS, cache.url) as fleet:
            for number in range(UPDATES):
                answer = await writer.do("publish", text=f"Announced {number}")
                await fleet.all_reach(answer["seq"], 10)
            await check(fleet, writer)
        asked = cache.asked()
        assert len(asked) >= READERS * UPDATES, "updates came whole, not only announced"
        origin = [answer for answer in asked if answer not in FROM_THE_CACHE]
        assert len(origin) <= len(asked) / 5, f"{len(origin)} of {len(asked)} reached the server"
