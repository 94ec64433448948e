"""Rings that get lost, come in the wrong order or twice: nobody notices."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.faults.checker import check
from tests.faults.fleet import reading
from tests.faults.servers import Server
from tests.faults.town import Town
from tests.faults.writers import Writer
from tests.services import Service

pytestmark = [pytest.mark.slow, pytest.mark.redis]


@pytest.fixture(scope="module")
def town(build: Callable[..., Town], redis: Service) -> Town:
    return build(redis_url=redis.url)


@pytest.mark.parametrize("fate", ["drop", "swap", "double"])
async def test_nobody_notices(town: Town, server: Server, writer: Writer, fate: str) -> None:
    async with reading(5, server.url) as fleet:
        town.doorbells(fate)
        for number in range(7):
            await writer.do("publish", text=f"{fate} {number}")
        await check(fleet, writer, 4)
