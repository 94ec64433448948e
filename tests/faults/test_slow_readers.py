"""Readers that stop, never read or vanish: nobody else waits, memory stays, the door closes."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack

import pytest

from liveblog.limits import HIGH_WATER_BYTES
from tests.faults.checker import check
from tests.faults.fleet import Fleet, reading
from tests.faults.network import another_network, bytes_kept, connected_ports
from tests.faults.places import PROJECT, python
from tests.faults.raw import bytes_until_cut_off, open_socket
from tests.faults.servers import Server
from tests.faults.town import Town
from tests.faults.writers import Writer

pytestmark = pytest.mark.slow

STUCK = 80
UPDATES = 30
BIG = 9_000  # characters
# Were it all kept for every stuck reader, it would be some 30 MB.
GROWTH = 15 * 1024 * 1024
LAGGING_SECONDS = 2
HALF_OPEN_SECONDS = 2


@pytest.fixture(scope="module")
def town(build: Callable[..., Town]) -> Town:
    return build(limits={"liveblog.limits.LAGGING_SECONDS": LAGGING_SECONDS})


@pytest.fixture
def impatient_town(build: Callable[..., Town]) -> Town:
    """One whose kernel soon gives up on peers that acknowledge nothing."""
    return build(limits={"liveblog.live.server.HALF_OPEN_MS": HALF_OPEN_SECONDS * 1000})


@pytest.fixture(scope="module")
def server(town: Town) -> Server:
    return town.server()


@contextlib.contextmanager
def program(town: Town, command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """A reader in a process of its own."""
    process = subprocess.Popen(
        command, env=town.environment, cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()


async def next_line(process: subprocess.Popen[str]) -> int:
    assert process.stdout
    return int(await asyncio.to_thread(process.stdout.readline))


async def publish_much(fleet: Fleet, writer: Writer, updates: int) -> list[float]:
    """Publish big updates; how many seconds each took to reach everybody who reads."""
    delays = []
    for number in range(updates):
        answer = await writer.do("publish", text=f"Big {number}", padding=BIG)
        assert "seq" in answer, answer
        delays.append(await fleet.all_reach(answer["seq"], 10))
    return delays


async def test_readers_who_never_read_harm_nobody(server: Server, writer: Writer) -> None:
    async with reading(4, server.url) as fleet:
        healthy = await publish_much(fleet, writer, 10)
        stuck = [open_socket("127.0.0.1", server.port) for _ in range(STUCK)]
        before = server.rss()
        ports = {raw.getsockname()[1] for raw in stuck}
        assert ports <= connected_ports(server.port)
        delays, kept = [], 0
        for _ in range(UPDATES):
            delays += await publish_much(fleet, writer, 1)
            kept = max([kept, *bytes_kept(server.port).values()])
        assert HIGH_WATER_BYTES // 2 < kept < 2 * HIGH_WATER_BYTES < UPDATES * BIG
        assert server.rss() - before < GROWTH
        slowest = sorted(delays)[int(len(delays) * 0.95)]
        assert slowest < max(1, 3 * max(healthy)), f"{slowest} s, before {max(healthy)} s"
        await fleet.until(
            lambda: not ports & connected_ports(server.port), "cut off", LAGGING_SECONDS + 5
        )
        assert max(bytes_until_cut_off(raw) for raw in stuck) < UPDATES * BIG
        for raw in stuck:
            raw.close()
        await check(fleet, writer)


async def test_a_reader_who_is_stopped_catches_up(
    town: Town, server: Server, writer: Writer
) -> None:
    async with reading(2, server.url) as fleet:
        with program(town, python("read", server.url)) as reader:
            await next_line(reader)
            os.kill(reader.pid, signal.SIGSTOP)
            delays = await publish_much(fleet, writer, 30)
            assert max(delays) < 5
            os.kill(reader.pid, signal.SIGCONT)
            head = (await writer.do("head"))["seq"]
            async with asyncio.timeout(20):
                while await next_line(reader) < head:
                    pass
        await check(fleet, writer)


async def test_a_reader_whose_network_is_gone_is_forgotten(impatient_town: Town) -> None:
    """Half-open TCP: every packet is lost. Making such a network needs root."""
    server, writer = impatient_town.server("--host", "0.0.0.0"), impatient_town.writer()
    async with AsyncExitStack() as stack:
        try:
            network = stack.enter_context(another_network())
        except PermissionError as error:
            pytest.skip(str(error))
        hold = network.run_in(python("read", "hold", network.gateway, str(server.port)))
        port = await next_line(stack.enter_context(program(impatient_town, hold)))
        fleet = await stack.enter_async_context(reading(2, server.url))
        assert port in connected_ports(server.port)
        network.unplug()
        answer = await writer.do("publish", text="Into the void")
        await fleet.all_reach(answer["seq"], 5)
        await fleet.until(
            lambda: port not in connected_ports(server.port), "forgotten", 5 * HALF_OPEN_SECONDS
        )
