"""Many readers, and waiting for all of them."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import httpx

from tests.faults.places import SLUG
from tests.faults.readers import NETWORK, Reader
from tests.live.page import Page


class Fleet:
    """Many readers."""

    def __init__(self, client: httpx.AsyncClient, urls: Sequence[str]) -> None:
        self.client = client
        self.urls = list(urls)
        self.readers: list[Reader] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def grow(self, count: int, urls: Sequence[str] | None = None) -> list[Reader]:
        """Add readers, and wait until all have their page and a socket or poll.

        They open one page together: reading its markup takes the test longer than the server.
        """
        page = (await self.fresh(0)) if count else Page(SLUG)
        new = [Reader(self.client, urls or self.urls, **kind(number)) for number in range(count)]
        for reader in new:
            reader.begin_at(copy.deepcopy(page))
        self.readers += new
        self._tasks += [asyncio.create_task(reader.live()) for reader in new]
        await self.until(lambda: all(r.is_connected or r.polls for r in new), "readers read", 60)
        return new

    async def until(self, happens: Callable[[], object], what: str, seconds: float) -> float:
        """Wait until something is so; returns how many seconds that took."""
        started = time.monotonic()
        while not happens():
            assert time.monotonic() - started < seconds, f"not within {seconds} s: {what}"
            assert not (dead := [task for task in self._tasks if task.done()]), dead[0].exception()
            await asyncio.sleep(0.01)
        return time.monotonic() - started

    async def all_reach(self, seq: int, seconds: float) -> float:
        """Wait until every reader knows change `seq`; returns how many seconds that took."""

        def everybody() -> bool:
            return all(reader.seq >= seq for reader in self.readers)

        try:
            return await self.until(everybody, f"everybody at {seq}", seconds)
        except AssertionError as late:
            seqs = sorted(reader.seq for reader in self.readers)
            raise AssertionError(f"{late}; readers stand at {seqs}") from late

    async def fresh(self, seq: int, seconds: float = 10) -> Page:
        """The page that somebody gets who comes now, not older than `seq`."""
        reader = Reader(self.client, self.urls)
        deadline = time.monotonic() + seconds
        while reader.seq < max(seq, 1):
            assert time.monotonic() < deadline, f"fresh pages stand at {reader.seq}, not {seq}"
            with contextlib.suppress(*NETWORK):
                await reader.load()
            await asyncio.sleep(0.05)
        return reader.page

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def kind(number: int) -> dict[str, bool]:
    """Readers as they come: with deflate as browsers, without, and on a narrow line."""
    return {"deflates": number % 3 == 1, "is_narrow": number % 3 == 2}


@asynccontextmanager
async def reading(count: int, *urls: str) -> AsyncIterator[Fleet]:
    """`count` readers on these servers, already connected."""
    limits = httpx.Limits(max_connections=100, max_keepalive_connections=0)
    async with httpx.AsyncClient(
        verify=False, trust_env=False, timeout=10, limits=limits
    ) as client:
        fleet = Fleet(client, urls)
        try:
            await fleet.grow(count)
            yield fleet
        finally:
            await fleet.stop()
