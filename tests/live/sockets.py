"""A real server in the test's own loop, and readers on real sockets."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import socket
import struct
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from websockets.asyncio.client import ClientConnection, connect

from config.asgi import application
from liveblog.models import LiveBlog
from tests.live.waiting import eventually

FAST_LANE = "liveblog.live.entrance:Entrance"
PLAIN = "websockets-sansio"
SEND_BUFFER = 16 * 1024  # bytes: the kernel's, small so that a reader who stops is noticed


class Server(uvicorn.Server):
    """Leaves the test run's signals alone."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass
class Address:
    """Where the server listens."""

    port: int

    def socket(self, blog: LiveBlog, query: str = "") -> str:
        return f"ws://127.0.0.1:{self.port}/live/{blog.slug}/socket{query}"

    async def reader(
        self, blog: LiveBlog, query: str = "", compression: str | None = None, **more: Any
    ) -> ClientConnection:
        """A well-behaved reader."""
        address = self.socket(blog, query)
        return await connect(
            address, compression=compression, proxy=None, ping_interval=None, **more
        )


@asynccontextmanager
async def serving(lane: str | type, **options: Any) -> AsyncIterator[Address]:
    """The site under uvicorn with this WebSocket protocol."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(application, ws=lane, lifespan="off", log_config=None, **options)
        server = Server(config)
        running = asyncio.create_task(server.serve(sockets=[listener]))
        await eventually(lambda: server.started)
        yield Address(listener.getsockname()[1])
        server.should_exit = server.force_exit = True
        await running


@dataclass
class RawReader:
    """A reader that reads only when told to, with a small window."""

    socket: socket.socket
    rest: bytes = b""
    texts: list[str] = field(default_factory=list)
    pongs: list[bytes] = field(default_factory=list)
    code: int | None = None
    late: int = 0  # frames that came after the goodbye
    ended: bool = False
    was_deflated: bool = False  # some frame was

    @classmethod
    async def open(cls, address: Address, blog: LiveBlog, extensions: str = "") -> RawReader:
        loop = asyncio.get_running_loop()
        raw = socket.socket()
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        raw.setblocking(False)
        await loop.sock_connect(raw, ("127.0.0.1", address.port))
        lines = [
            f"GET /live/{blog.slug}/socket HTTP/1.1",
            f"Host: 127.0.0.1:{address.port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
            "Sec-WebSocket-Version: 13",
            *([f"Sec-WebSocket-Extensions: {extensions}"] if extensions else []),
        ]
        await loop.sock_sendall(raw, ("\r\n".join(lines) + "\r\n\r\n").encode())
        reader = cls(raw)
        while b"\r\n\r\n" not in reader.rest:
            reader.rest += await loop.sock_recv(raw, 4096)
        head, _, reader.rest = reader.rest.partition(b"\r\n\r\n")
        assert b" 101 " in head.splitlines()[0], head
        return reader

    async def say(self, data: bytes) -> None:
        await asyncio.get_running_loop().sock_sendall(self.socket, data)

    async def read(self) -> None:
        """Take what comes next; notes the end."""
        try:
            async with asyncio.timeout(5):
                got = await asyncio.get_running_loop().sock_recv(self.socket, 65536)
        except ConnectionError:
            got = b""
        self.ended = not got
        self.rest += got
        self._take_frames()

    async def read_to_the_end(self) -> None:
        while not self.ended:
            await self.read()

    async def read_until(self, kind: str) -> dict[str, Any]:
        """The first frame of this type that comes."""
        while not (found := [m for m in self.messages if m["type"] == kind]):
            assert not self.ended, "the server hung up"
            await self.read()
        return found[0]

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [json.loads(text) for text in self.texts]

    def close(self) -> None:
        self.socket.close()

    def _take_frames(self) -> None:
        while len(self.rest) >= 2:
            size, begin = self.rest[1], 2
            if size == 126 and len(self.rest) >= 4:
                (size,), begin = struct.unpack("!H", self.rest[2:4]), 4
            elif size == 127 and len(self.rest) >= 10:
                (size,), begin = struct.unpack("!Q", self.rest[2:10]), 10
            elif size > 125:
                return
            if len(self.rest) < begin + size:
                return
            self._take(self.rest[0], self.rest[begin : begin + size])
            self.rest = self.rest[begin + size :]

    def _take(self, first: int, payload: bytes) -> None:
        self.late += self.code is not None
        opcode = first & 0x0F
        if first & 0x40:
            self.was_deflated = True
            payload = zlib.decompressobj(-zlib.MAX_WBITS).decompress(payload + b"\0\0\xff\xff")
        if opcode == 0x8:
            (self.code,) = struct.unpack("!H", payload[:2])
        elif opcode == 0xA:
            self.pongs.append(payload)
        else:
            self.texts.append(payload.decode())
