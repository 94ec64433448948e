"""A reader as the hub sees it: somebody who is offered frames and never waited for."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any, Protocol

from liveblog.limits import READER_QUEUE
from liveblog.live.frames import Frame, behind

GOING_AWAY = 1012  # "service restart": come back after a moment
POLICY = 1008  # the client did what readers may not
NOT_FOUND = 4404  # no such public blog (any more)


class Reader(Protocol):
    """Contract: frames arrive in the order offered; one that cannot keep up loses frames, and is
    then told `behind` once instead of a gap."""

    def offer(self, frame: Frame) -> None:
        """Take a frame, at once and without waiting."""

    def close(self, code: int) -> None:
        """End the connection with a WebSocket close code."""


class AsgiReader:
    """A reader over plain ASGI `websocket.send`, under any server."""

    def __init__(self, send: Any) -> None:
        self._send = send
        self._waiting: deque[Frame] = deque()
        self._missed: Frame | None = None
        self._closing: int | None = None
        self._news = asyncio.Event()

    def offer(self, frame: Frame) -> None:
        if len(self._waiting) >= READER_QUEUE or self._missed:
            # What is waiting is worth less than the truth: drop it all and have it fetched.
            self._waiting.clear()
            self._missed = frame
        else:
            self._waiting.append(frame)
        self._news.set()

    def close(self, code: int) -> None:
        self._closing = code
        self._news.set()

    async def run(self) -> None:
        """Send what is offered until closed. The server's own flow control sets the pace."""
        while True:
            await self._news.wait()
            self._news.clear()
            while frame := self._next():
                await self._send({"type": "websocket.send", "text": frame.text})
            if self._closing is not None:
                await self._send({"type": "websocket.close", "code": self._closing})
                return

    def _next(self) -> Frame | None:
        if self._missed and not self._waiting:
            missed, self._missed = self._missed, None
            return behind(missed.epoch, missed.seq)
        return self._waiting.popleft() if self._waiting else None
