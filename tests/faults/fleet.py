"""Readers as pages behave: sockets, catching up over HTTP, coming back, polling where refused."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import json
import random
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from tests.faults.town import SLUG
from tests.live.page import Page, assert_same

COME_BACK_SECONDS = 0.5  # full jitter; browsers take 1 s doubling to 30 s
POLL_SHARE = 0.05  # of the seconds that the server asks polling readers to wait
NETWORK = (httpx.HTTPError, OSError, ConnectionClosed, InvalidHandshake, TimeoutError)


class Reader:
    """One page on one of `urls`.

    `reached` says when it knew which number, `codes` how its sockets ended. `steps` are its
    numbers: (from, to) for everything applied, None where it had to start over.
    """

    def __init__(self, client: httpx.AsyncClient, urls: Sequence[str]) -> None:
        self.page = Page(SLUG)
        self.urls = urls
        self.codes: list[int] = []
        self.closed_at: list[float] = []
        self.reached: dict[int, float] = {}
        self.steps: list[tuple[int, int] | None] = []
        self.polls = self.fetches = 0
        self.is_connected = False
        self.sleeps_until = 0.0
        self._socket: Any = None
        self._client = client
        self._announced = 0
        self._fetching = asyncio.Lock()

    async def live(self) -> None:
        """Open the page and read until cancelled, whatever happens."""
        while not self.page.epoch:
            with contextlib.suppress(*NETWORK):
                await self._load()
            await asyncio.sleep(0.2 * (not self.page.epoch))
        while True:
            try:
                await self._read_along()
            except InvalidStatus as refusal:
                if refusal.response.status_code == 503:
                    await self._poll()
            except NETWORK:
                pass  # coming back is the whole point
            await asyncio.sleep(random.uniform(0, COME_BACK_SECONDS))

    def begin_at(self, page: Page) -> None:
        """Have this page open."""
        self.page, self._announced = page, page.seq
        self.steps.append(None)
        self._note()

    def lose_socket(self) -> None:
        """As when a phone changes its network."""
        if self._socket is not None:
            self._socket.transport.abort()

    def sleep(self, seconds: float) -> None:
        """Take nothing from the socket for a while."""
        self.sleeps_until = time.monotonic() + seconds

    @property
    def seq(self) -> int:
        return self.page.seq

    @property
    def is_behind(self) -> bool:
        return self.page.owes or self._announced > self.page.seq

    async def _load(self) -> None:
        answer = await self._client.get(f"{random.choice(self.urls)}/live/{SLUG}/")
        answer.raise_for_status()
        self.page.show(answer.text)
        self._announced = max(self._announced, self.page.seq)
        self.steps.append(None)
        self._note()

    async def _read_along(self) -> None:
        address = random.choice(self.urls).replace("http", "ws", 1)
        query = f"since={self.page.seq}&epoch={self.page.epoch}"
        async with connect(
            f"{address}/live/{SLUG}/socket?{query}",
            compression=None,
            ping_interval=None,
            proxy=None,
            open_timeout=10,
            close_timeout=0.2,
        ) as socket:
            self.is_connected = True
            self._socket = socket
            try:
                await self._hear_all(socket)
            except ConnectionClosed as closed:
                self.codes.append(closed.rcvd.code if closed.rcvd else 1006)
                self.closed_at.append(time.monotonic())
            finally:
                self.is_connected = False
                self._socket = None

    async def _hear_all(self, socket: Any) -> None:
        fetching: set[asyncio.Task[None]] = set()
        try:
            async for text in socket:
                await asyncio.sleep(max(0, self.sleeps_until - time.monotonic()))
                wait = self._hear(text)
                if self.is_behind and not fetching:
                    task = asyncio.create_task(self._catch_up(wait))
                    fetching.add(task)
                    task.add_done_callback(fetching.discard)
            raise ConnectionClosed(socket.protocol.close_rcvd, socket.protocol.close_sent)
        finally:
            for task in fetching:
                task.cancel()

    def _hear(self, text: str) -> float:
        """Take in a frame; returns the wait that it asks for."""
        frame = json.loads(text)
        if frame["epoch"] == self.page.epoch:
            self._announced = max(self._announced, frame["seq"])
        self._applying(lambda: self.page.hear(text))
        return float(frame.get("wait", 0))

    async def _catch_up(self, wait: float = 0) -> None:
        await asyncio.sleep(random.uniform(0, wait))
        while self.is_behind:
            with contextlib.suppress(*NETWORK):
                await self._fetch()
            if self.is_behind:
                await asyncio.sleep(random.uniform(0.1, 0.5))

    async def _fetch(self) -> float:
        """Ask `updates` once; returns its `poll`."""
        self.fetches += 1
        question = f"since={self.page.seq}&epoch={self.page.epoch}"
        url = f"{random.choice(self.urls)}/live/{SLUG}/updates?{question}"
        answer = await self._client.get(url)
        answer.raise_for_status()
        said = answer.json()
        if not self._applying(lambda: self.page.take(said)):
            await self._load()
        return float(said["poll"])

    async def _poll(self) -> None:
        """Refused a socket: ask for a while, then try again."""
        for _ in range(8):
            self.polls += 1
            await asyncio.sleep(await self._fetch() * POLL_SHARE)

    def _applying(self, change: Callable[[], Any]) -> Any:
        before = len(self.page.applied)
        outcome = change()
        self.steps += [(begin, end) for _epoch, begin, end in self.page.applied[before:]]
        self._note()
        return outcome

    def _note(self) -> None:
        self.reached.setdefault(self.page.seq, time.monotonic())


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
        new = [Reader(self.client, urls or self.urls) for _ in range(count)]
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
                await reader._load()
            await asyncio.sleep(0.05)
        return reader.page

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


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


def assert_gapless(reader: Reader) -> None:
    """L2: every number once, in order; starting over begins a new count."""
    known: int | None = None
    for step in reader.steps:
        if step is None:
            known = None
            continue
        begin, end = step
        assert known is None or begin == known, f"{begin} follows {known}: {reader.steps}"
        assert end > begin, f"{end} comes again: {reader.steps}"
        known = end


def assert_nothing_lost(reader: Reader, head: dict[str, Any], fresh: Page) -> None:
    """L1 and L3: the page equals a fresh one, and shows every public post exactly once."""
    assert_same(reader.page, fresh)
    if not reader.page.floor:
        assert len(reader.page.posts) == len(head["bodies"])
