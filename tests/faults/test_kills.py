"""kill -9 at every point between a verb and its answer."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.faults.api import post
from tests.faults.checker import check
from tests.faults.fleet import reading
from tests.faults.servers import Server
from tests.faults.town import Town
from tests.faults.writers import Writer

pytestmark = pytest.mark.slow
TICK = 3.0  # one second, and slack for a busy machine


async def test_a_newsroom_killed_before_the_commit_has_published_nothing(
    server: Server, writer: Writer
) -> None:
    async with reading(4, server.url) as fleet:
        order = {"text": "Lightning", "client_id": str(uuid4())}
        assert await writer.do("publish", **order, die="before_commit") == {"died": True}
        assert "Lightning" not in (await writer.do("head"))["all_bodies"]
        assert (await writer.do("publish", **order))["new"]
        head = await check(fleet, writer)
        assert head["all_bodies"].count("Lightning") == 1


@pytest.mark.parametrize("point", ["after_commit", "after_doorbell"])
async def test_a_newsroom_killed_before_its_answer_has_published_once(
    server: Server, writer: Writer, point: str
) -> None:
    async with reading(4, server.url) as fleet:
        before = (await writer.do("head"))["seq"]
        order = {"text": f"Thunder {point}", "client_id": str(uuid4())}
        assert await writer.do("publish", **order, die=point) == {"died": True}
        await fleet.all_reach(before + 1, TICK)
        again = await writer.do("publish", **order)
        assert (again["new"], again["seq"]) == (False, before + 1)
        assert (await check(fleet, writer))["all_bodies"].count(order["text"]) == 1


@pytest.mark.parametrize("point", ["before_commit", "after_commit", "after_doorbell"])
async def test_a_server_killed_while_it_publishes_comes_back_and_takes_the_retry(
    town: Town, server: Server, writer: Writer, point: str
) -> None:
    async with reading(4, server.url) as fleet:
        said = {"body": f"Hail {point}", "client_id": str(uuid4())}
        town.arm(point)
        with pytest.raises(httpx.HTTPError):
            await post(fleet.client, server, **said)
        is_there = point != "before_commit"
        assert (said["body"] in (await writer.do("head"))["all_bodies"]) == is_there
        server.kill()
        server.launch()
        await fleet.until(server.answers, "the server is back", 60)
        answer = await post(fleet.client, server, **said)
        assert answer.status_code == (200 if is_there else 201)
        assert (await check(fleet, writer))["all_bodies"].count(said["body"]) == 1


async def test_a_worker_that_dies_is_replaced_and_its_readers_come_back(
    town: Town, writer: Writer
) -> None:
    pair = town.server("--workers", "2")
    async with reading(8, pair.url) as fleet:
        before = (await writer.do("head"))["seq"]
        town.arm("after_commit")
        with pytest.raises(httpx.HTTPError):
            await post(fleet.client, pair, body="Squall")
        assert (await writer.do("publish", text="Calm"))["seq"] == before + 2
        await check(fleet, writer)
        await fleet.until(lambda: len(pair.workers()) == 2, "a second worker", 10)


async def test_workers_whose_parent_is_killed_leave(town: Town) -> None:
    pair = town.server("--workers", "2")
    async with reading(2, pair.url) as fleet:
        workers = pair.workers()
        os.kill(pair.pid, signal.SIGKILL)
        await fleet.until(lambda: not any(map(is_alive, workers)), "they leave", 15)


def is_alive(number: int) -> bool:
    """Whether a process runs; one that only waits to be buried does not."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
