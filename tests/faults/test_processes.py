"""Many at once: numbers stay gapless, a key makes one post."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from uuid import uuid4

import pytest

from tests import services
from tests.faults.api import post
from tests.faults.checker import check
from tests.faults.conftest import prepare
from tests.faults.fleet import reading
from tests.faults.servers import Server
from tests.faults.town import Town
from tests.faults.writers import Writer

pytestmark = pytest.mark.slow
CROWD = {"crowd": 8, "times": 4}


async def test_eight_processes_publish_at_once(server: Server, writer: Writer) -> None:
    await eight_at_once(server, writer)


@pytest.mark.postgres
async def test_eight_processes_publish_at_once_on_postgresql(build: Callable[..., Town]) -> None:
    with services.postgres() as database:
        town = build()
        town.database_url = database.url
        prepare(town)
        try:
            await eight_at_once(town.server("--workers", "2"), town.writer())
        finally:
            town.close()  # before its database


async def eight_at_once(server: Server, writer: Writer) -> None:
    async with reading(5, server.url) as fleet:
        before = (await writer.do("head"))["seq"]
        await writer.do("publish", text="All at once", **CROWD)
        numbers = sorted(answer["seq"] for answer in writer.acknowledged)[-32:]
        assert numbers == list(range(before + 1, before + 33))
        await check(fleet, writer)


async def test_fifty_posts_with_one_key_are_one_post(
    town: Town, server: Server, writer: Writer
) -> None:
    town.token = town.command("create_token", "admin", "--blog", "storm")
    async with reading(5, server.url) as fleet:
        said = {"body": "Fifty times", "client_id": str(uuid4())}
        calls = [post(fleet.client, server, **said) for _ in range(50)]
        answers = await asyncio.gather(*calls)
        codes = sorted(answer.status_code for answer in answers)
        assert codes == [200] * 49 + [201]
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert (await check(fleet, writer))["all_bodies"].count("Fifty times") == 1
