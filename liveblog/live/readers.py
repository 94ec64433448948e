"""A reader as the hub sees it: somebody who is offered frames and never waited for."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from liveblog.limits import LAGGING_SECONDS, READER_QUEUE, SOCKET_AGE_SECONDS
from liveblog.live.frames import Frame, behind

if TYPE_CHECKING:
    from liveblog.live.topics import Topic

COME_BACK = 1012  # "service restart": come back after a moment
POLICY = 1008  # the client did what readers may not
TRY_LATER = 1013  # no room at the moment
NOT_FOUND = 4404  # no such public blog (any more)


def end_of_life(now: float) -> float:
    """When a connection made `now` is to be renewed, spread over SOCKET_AGE_SECONDS."""
    return now + random.uniform(*SOCKET_AGE_SECONDS)  # noqa: S311 - nothing secret


class Reader(Protocol):
    """Contract: frames arrive in the order offered; one that cannot keep up loses frames, and is
    then told `behind` once instead of a gap."""

    topic: Topic | None  # where the hub has put it

    @property
    def is_gone(self) -> bool:
        """Whether the connection has ended."""

    def offer(self, frame: Frame) -> None:
        """Take a frame, at once and without waiting."""

    def close(self, code: int) -> None:
        """End the connection with a WebSocket close code."""

    def renew_if_old(self, now: float) -> None:
        """End a connection that has lived long enough, at the loop's time `now`."""

    def cut_off_if_stuck(self, now: float) -> None:
        """Abort a connection that has taken nothing for LAGGING_SECONDS."""


class AsgiReader:
    """A reader over plain ASGI `websocket.send`, under any server."""

    def __init__(self, send: Any) -> None:
        self.topic: Topic | None = None
        self.is_gone = False
        self._send = send
        self._loop = asyncio.get_running_loop()
        self._until = end_of_life(self._loop.time())
        self._stuck_since = 0.0
        self.cut_off: Callable[[], object] = lambda: None  # set by whoever runs `run`
        self._waiting: deque[Frame] = deque()
        self._missed: Frame | None = None
        self._closing: int | None = None
        self._news = asyncio.Event()

    def offer(self, frame: Frame) -> None:
        if len(self._waiting) >= READER_QUEUE or self._missed:
            # What is waiting is worth less than the truth: drop it all and have it fetched.
            self._waiting.clear()
            self._missed = frame
            self._mark_stuck()
        else:
            self._waiting.append(frame)
        self._news.set()

    def close(self, code: int) -> None:
        self._closing = code
        self._news.set()
        if self._stuck_since:
            self.cut_off()  # the goodbye would wait for room as long as the rest

    def renew_if_old(self, now: float) -> None:
        if now > self._until:
            self.close(COME_BACK)

    def cut_off_if_stuck(self, now: float) -> None:
        if self._stuck_since and now - self._stuck_since > LAGGING_SECONDS:
            self.cut_off()

    def _mark_stuck(self) -> None:
        if not self._stuck_since:
            self._stuck_since = self._loop.time()
        if self.topic is not None:
            self.topic.stuck.add(self)

    async def run(self) -> None:
        """Send what is offered until closed. The server's own flow control sets the pace."""
        while True:
            await self._news.wait()
            self._news.clear()
            while frame := self._next():
                await self._send({"type": "websocket.send", "text": frame.text})
                self._stuck_since = 0.0
            if self._closing is not None:
                await self._send({"type": "websocket.close", "code": self._closing})
                return

    def _next(self) -> Frame | None:
        if self._missed and not self._waiting:
            missed, self._missed = self._missed, None
            return behind(missed.epoch, missed.seq)
        return self._waiting.popleft() if self._waiting else None
