"""No room for sockets: refused with 503, readers poll, and pages answer as ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

from tests.faults.checker import check
from tests.faults.fleet import reading
from tests.faults.servers import Server
from tests.faults.town import Town
from tests.faults.writers import Writer
from tests.services import free_port

pytestmark = pytest.mark.slow
ROOM = 3
FILES = 200  # that a server may open; a quarter is not for readers


@pytest.fixture(scope="module")
def town(build: Callable[..., Town]) -> Town:
    return build(limits={"liveblog.limits.SOCKETS_PER_PROCESS": ROOM})


async def test_a_reader_without_room_is_told_when_to_come_again(server: Server) -> None:
    async with reading(ROOM, server.url):
        with pytest.raises(InvalidStatus) as refusal:
            await connect(f"ws://127.0.0.1:{server.port}/live/storm/socket", proxy=None)
        assert refusal.value.response.status_code == 503
        assert int(refusal.value.response.headers["Retry-After"]) > 0


async def test_readers_without_room_poll_and_miss_nothing(server: Server, writer: Writer) -> None:
    async with reading(ROOM + 5, server.url) as fleet:
        # Sockets of readers who have just left may still take room.
        assert sum(reader.polls > 0 for reader in fleet.readers) >= 5
        for number in range(3):
            await writer.do("publish", text=f"For everybody {number}")
        answer = await fleet.client.get(f"{server.url}/live/storm/")
        assert answer.status_code == 200
        assert answer.elapsed.total_seconds() < 3
        await check(fleet, writer)
        await fleet.until(
            lambda: sum(reader.is_connected for reader in fleet.readers) == ROOM,
            "all room used",
            20,
        )


async def test_pages_answer_although_readers_want_every_file(build: Callable[..., Town]) -> None:
    town = build()
    server = Server(town, free_port(), (), {})
    server.command = ["sh", "-c", f'ulimit -n {FILES} && exec "$@"', "sh", *server.command]
    town.running.append(server)
    server.start()
    assert f"a process takes {FILES * 3 // 4} readers' sockets" in server.log()
    address = f"ws://127.0.0.1:{server.port}/live/storm/socket"
    answers: list[object] = []
    for _ in range(FILES // 20 + 1):  # not all at one moment: the door must have its say
        calls = [connect(address, proxy=None) for _ in range(20)]
        answers += await asyncio.gather(*calls, return_exceptions=True)
    readers = [answer for answer in answers if isinstance(answer, ClientConnection)]
    refused = [answer for answer in answers if isinstance(answer, InvalidStatus)]
    assert (len(readers), len(refused)) == (FILES * 3 // 4, FILES // 4 + 20)
    async with httpx.AsyncClient(timeout=5) as client:
        assert (await client.get(f"{server.url}/live/storm/")).status_code == 200
    await asyncio.gather(*(reader.close() for reader in readers))
