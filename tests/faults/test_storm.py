"""Everybody loses the server at once: one read for all who return, and publishing goes on."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.faults.checker import check
from tests.faults.fleet import Fleet, reading
from tests.faults.town import Town
from tests.faults.writers import Writer

pytestmark = pytest.mark.slow

READERS = 500
BACK_SECONDS = 20.0
MOST_READS = 5  # for those who return, however many they are
CHANGES = 'FROM "liveblog_change"'  # whoever returns is told what has changed


async def publish_while_they_return(fleet: Fleet, writer: Writer, seq: int) -> list[float]:
    """Publish until everybody is back and knows change `seq`; how long each call took."""
    delays = []
    async with asyncio.timeout(BACK_SECONDS):
        while not all(reader.is_connected and reader.seq >= seq for reader in fleet.readers):
            delays.append((await writer.do("publish", text="In the storm"))["seconds"])
            await asyncio.sleep(0.5)
    return delays


def reads(statements: Path) -> int:
    """How often the changes were read."""
    return sum(CHANGES in line for line in statements.read_text().splitlines())


async def test_five_hundred_readers_return(town: Town, writer: Writer) -> None:
    statements = town.folder / "statements.sql"
    server = town.server(FAULTS_SQL_LOG=str(statements))
    async with reading(READERS, server.url) as fleet:
        seq = (await writer.do("publish", text="Before"))["seq"]
        await fleet.all_reach(seq, 10)
        server.kill()
        for number in range(3):
            seq = (await writer.do("publish", text=f"While it is dark {number}"))["seq"]
        statements.unlink()
        server.launch()
        delays = await publish_while_they_return(fleet, writer, seq)
        assert max(delays) < 2
        await check(fleet, writer)
        # Each update in the storm is one read of its own.
        assert reads(statements) - len(delays) <= MOST_READS
