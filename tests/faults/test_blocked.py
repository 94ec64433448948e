"""No room for sockets: refused with 503, readers poll, and pages answer as ever."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.faults.checker import check
from tests.faults.fleet import reading
from tests.faults.servers import Server
from tests.faults.town import Town
from tests.faults.writers import Writer

pytestmark = pytest.mark.slow
ROOM = 3


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
