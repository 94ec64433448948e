"""A reader as a page behaves: socket, catching up, coming back, polling where refused."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import socket
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from tests.faults.places import SLUG
from tests.faults.raw import WINDOW
from tests.live.page import Page

COME_BACK_SECONDS = 0.5  # full jitter; browsers take 1 s doubling to 30 s
POLL_SHARE = 0.05  # of the seconds that the server asks polling readers to wait
NETWORK = (httpx.HTTPError, OSError, ConnectionClosed, InvalidHandshake, TimeoutError)


class Reader:
    """One page on one of `urls`.

    `reached` says when it knew which number, `codes` how its sockets ended. `steps` are its
    numbers: (from, to) for everything applied, None where it had to start over. `wires` are the
    changes that came over each of its sockets, as (epoch, seq).
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        urls: Sequence[str],
        *,
        deflates: bool = False,
        is_narrow: bool = False,
    ) -> None:
        self.page = Page(SLUG)
        self.urls = urls
        self.codes: list[int] = []
        self.closed_at: list[float] = []
        self.reached: dict[int, float] = {}
        self.steps: list[tuple[int, int] | None] = []
        self.wires: list[list[tuple[str, int]]] = []
        self.polls = self.fetches = self.behinds = 0
        self.is_connected = False
        self.sleeps_until = 0.0
        self._how: dict[str, Any] = {"compression": "deflate" if deflates else None}
        self.is_narrow = is_narrow
        self._socket: Any = None
        self._client = client
        self._announced = 0
        self._fetching = asyncio.Lock()

    async def live(self) -> None:
        """Open the page and read until cancelled, whatever happens."""
        while not self.page.epoch:
            with contextlib.suppress(*NETWORK):
                await self.load()
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

    async def load(self) -> None:
        """Open the page anew."""
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
            **self._how,
            **(narrow(address) if self.is_narrow else {}),
            ping_interval=None,
            proxy=None,
            open_timeout=10,
            close_timeout=0.2,
        ) as wire:
            self.is_connected = True
            self._socket = wire
            self.wires.append([])
            try:
                await self._hear_all(wire)
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
        self.behinds += frame["type"] == "behind"
        if frame["type"] == "change":
            self.wires[-1].append((frame["epoch"], frame["seq"]))
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
            await self.load()
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


def narrow(address: str) -> dict[str, Any]:
    """A connection that holds little, so that whoever does not read is noticed soon."""
    url = urlsplit(address)
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, WINDOW)
    try:
        raw.connect((url.hostname, url.port))
    except OSError:
        raw.close()
        raise
    raw.setblocking(False)
    return {"sock": raw, "max_queue": 1}
