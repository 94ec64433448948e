"""A rolling restart: goodbyes spread over seconds, nothing lost, requests under way finish."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sqlite3
from collections.abc import Callable
from itertools import pairwise

import httpx
import pytest

from tests.faults.api import post
from tests.faults.checker import check
from tests.faults.fleet import reading
from tests.faults.servers import Server
from tests.faults.town import Town
from tests.faults.writers import Writer

pytestmark = pytest.mark.slow
DRAIN_SECONDS = 4.0
RESTART = 1012


@pytest.fixture(scope="module")
def town(build: Callable[..., Town]) -> Town:
    return build(limits={"liveblog.live.server.DRAIN_SECONDS": DRAIN_SECONDS})


async def publish_until(writer: Writer, is_over: Callable[[], bool]) -> int:
    """Publish twice a second; returns how often."""
    times = 0
    while not is_over():
        await writer.do("publish", text=f"Meanwhile {times}")
        times += 1
        await asyncio.sleep(0.4)
    return times


async def assert_refused(client: httpx.AsyncClient, server: Server) -> None:
    with pytest.raises(httpx.ConnectError):
        await client.get(f"{server.url}/live/storm/")


async def test_readers_leave_one_by_one_and_miss_nothing(town: Town, writer: Writer) -> None:
    old, new = town.server(), town.server()
    async with reading(40, old.url) as fleet:
        fleet.urls.append(new.url)
        for reader in fleet.readers:
            reader.urls = [new.url]
        old.terminate()
        await asyncio.sleep(0.5)
        await assert_refused(fleet.client, old)
        assert await publish_until(writer, lambda: not old.is_running()) > 3
        assert [reader.codes for reader in fleet.readers] == [[RESTART]] * 40
        ends = sorted(reader.closed_at[0] for reader in fleet.readers)
        assert ends[-1] - ends[0] > DRAIN_SECONDS / 2
        assert max(b - a for a, b in pairwise(ends)) < DRAIN_SECONDS / 2
        fleet.urls.remove(old.url)
        await check(fleet, writer)


async def test_workers_leave_too(town: Town, writer: Writer) -> None:
    old = town.server("--workers", "2")
    new = town.server()
    async with reading(20, old.url) as fleet:
        fleet.urls[:] = [new.url]
        for reader in fleet.readers:
            reader.urls = [new.url]
        old.terminate()
        await asyncio.sleep(1)
        await assert_refused(fleet.client, old)
        await publish_until(writer, lambda: not old.is_running())
        assert [reader.codes for reader in fleet.readers] == [[RESTART]] * 20
        await check(fleet, writer)


async def test_a_call_under_way_finishes(town: Town, writer: Writer) -> None:
    server = town.server()
    async with reading(2, server.url) as fleet:
        with contextlib.closing(sqlite3.connect(town.database, isolation_level=None)) as lock:
            lock.execute("BEGIN IMMEDIATE")
            call = asyncio.create_task(post(fleet.client, server, body="Under way"))
            await asyncio.sleep(1)
            server.terminate()
            await asyncio.sleep(1)
            lock.execute("ROLLBACK")
        answer = await call
        assert answer.status_code == 201
        head = await writer.do("head")
        assert (head["seq"], "Under way" in head["bodies"]) == (answer.json()["version"], True)
        await fleet.until(lambda: not server.is_running(), "it ends", DRAIN_SECONDS + 15)


async def test_ctrl_c_ends_a_server_without_a_traceback(town: Town) -> None:
    server = town.server()
    server.signal(signal.SIGINT)
    assert server.process
    assert await asyncio.to_thread(server.process.wait, DRAIN_SECONDS + 15) == 0
    assert "Traceback" not in server.log()
