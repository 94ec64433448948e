"""A small site behind the page lane, and a client that sees every byte."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

from liveblog.live.answers import Answer
from liveblog.live.marks import Mark, offer

HOST = (b"host", b"testserver")
BR = (b"accept-encoding", b"gzip, deflate, br, zstd")
GZIP = (b"accept-encoding", b"gzip")
LONG = b"A sentence that repeats itself. " * 200
FIRST = Mark(1, "epoch", 1)
SECOND = Mark(1, "epoch", 2)


class Site:
    """Answers `body` under the mark `mark`, and counts how often it is asked.

    While `open` is not set it answers nobody; `scopes` are those of the requests it got.
    """

    def __init__(self, body: bytes = LONG, mark: Mark | None = None) -> None:
        self.body = body
        self.mark = mark
        self.status = 200
        self.more: list[tuple[bytes, bytes]] = []
        self.failure: Exception | None = None
        self.scopes: list[dict[str, Any]] = []
        self.open = asyncio.Event()
        self.open.set()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        self.scopes.append(scope)
        body, mark = self.body, self.mark
        await self.open.wait()
        if self.failure:
            raise self.failure
        if mark:
            offer(scope, mark)
        headers = [
            (b"Content-Type", b"text/html"),
            (b"ETag", b'"%x"' % (hash(body) & 0xFFFF)),
            (b"Content-Length", b"%d" % len(body)),
            *self.more,
        ]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    @property
    def times(self) -> int:
        return len(self.scopes)


def scope_of(
    address: str, headers: Iterable[tuple[bytes, bytes]] = (), method: str = "GET"
) -> dict[str, Any]:
    path, _, query = address.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [HOST, *headers],
        "client": ("127.0.0.1", 50000),
        "server": ("testserver", 80),
        "extensions": {},
    }


async def ask(
    application: Any,
    address: str = "/live/one/",
    *headers: tuple[bytes, bytes],
    method: str = "GET",
) -> Answer:
    """One request; `headers` beside the host."""
    messages: list[dict[str, Any]] = []
    waiting = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if not waiting:
            await asyncio.Event().wait()
        return waiting.pop()

    async def send(message: dict[str, Any]) -> None:
        messages.append(message)

    await application(scope_of(address, headers, method), receive, send)
    body = b"".join(message["body"] for message in messages[1:])
    return Answer(messages[0]["status"], tuple(messages[0]["headers"]), body)
