"""The fast lane: a reader's socket without its ASGI task.

What stays of a detached reader is the transport and one small object. Every frame is written as
the same bytes. A reader that does not take them is skipped, told `behind` when there is room
again, and cut off after LAGGING_SECONDS: nobody waits, and no more than one frame is kept here.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from typing import TYPE_CHECKING

from liveblog.limits import LAGGING_SECONDS
from liveblog.live import wire
from liveblog.live.frames import Frame, behind
from liveblog.live.readers import COME_BACK, POLICY, end_of_life

if TYPE_CHECKING:
    from collections.abc import Callable

    from liveblog.live.topics import Topic

EXTENSION = "liveblog.detach"  # in the ASGI scope, where the server has a fast lane
NORMAL = 1000
AT_ONCE = struct.pack("ii", 1, 0)  # linger, for no seconds


def reset(transport: asyncio.WriteTransport) -> None:
    """End a connection whose peer takes nothing. An ordinary end stands behind what is unsent:
    the peer would not learn of it, and the kernel would keep it all for half a minute more.
    """
    connection = transport.get_extra_info("socket")
    with contextlib.suppress(OSError):  # it may have ended by itself
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    transport.abort()


class DetachedReader(asyncio.Protocol):
    """Implements `readers.Reader` as the protocol object of the connection itself."""

    __slots__ = (
        "_deflates",
        "_full_since",
        "_gone",
        "_missed",
        "_rest",
        "_transport",
        "_until",
        "_write",
        "address",
        "topic",
    )

    def __init__(self, gone: Callable[[DetachedReader], None], address: str = "") -> None:
        self.address = address
        self._gone: Callable[[DetachedReader], None] | None = gone
        self._transport: asyncio.WriteTransport | None = None
        self._write: Callable[[bytes], None] | None = None  # while there is room, and no goodbye
        self._deflates = False
        self._missed = False
        self._full_since = 0.0
        self._rest = b""
        self._until = 0.0
        self.topic: Topic | None = None

    def attach(self, transport: asyncio.WriteTransport, deflates: bool) -> None:
        """Take over an open connection; `deflates`: it negotiated shared deflated frames."""
        # Above the mark uvloop writes at once, which is what we want for every frame: queueing each
        # for the end of the loop's turn would touch ten thousand sockets twice. What a reader may
        # have unsent is the kernel's business (`server.socket_options`).
        transport.set_write_buffer_limits(high=0)
        self._transport = transport
        self._write = transport.write
        self._deflates = deflates
        self._until = end_of_life(asyncio.get_running_loop().time())

    # The hub's side

    @property
    def is_gone(self) -> bool:
        return self._gone is None

    def offer(self, frame: Frame) -> None:
        # Done ten thousand times for one update: no call that is not needed.
        if self._write is None:
            self._missed = True
        else:
            self._write(frame.deflated if self._deflates else frame.plain)

    def close(self, code: int) -> None:
        if self._transport is None:
            return
        if self._full_since:
            reset(self._transport)  # the goodbye would wait for room as long as the rest
        elif not self._transport.is_closing():
            self._write = None
            self._transport.write(wire.close(code))
            self._transport.close()

    def renew_if_old(self, now: float) -> None:
        if now > self._until:
            self.close(COME_BACK)

    def cut_off_if_stuck(self, now: float) -> None:
        stuck = self._full_since and now - self._full_since > LAGGING_SECONDS
        if stuck and self._transport is not None:
            reset(self._transport)

    # The transport's side

    def pause_writing(self) -> None:
        self._write = None
        self._full_since = asyncio.get_running_loop().time()
        if self.topic is not None:
            self.topic.stuck.add(self)

    def resume_writing(self) -> None:
        self._full_since = 0.0
        if self._transport is not None and not self._transport.is_closing():
            self._write = self._transport.write
        if self.topic is not None:
            self.topic.stuck.discard(self)
        if self._missed and self.topic is not None:
            self._missed = False
            self.offer(behind(self.topic.epoch, self.topic.seq))

    def data_received(self, data: bytes) -> None:
        try:
            used = self._answer(self._rest + data)
            self._rest = (self._rest + data)[used:]
        except wire.ProtocolViolation as violation:
            self.close(violation.code)

    def _answer(self, data: bytes) -> int:
        """Answer pings and the goodbye; returns the bytes used."""
        used = 0
        for opcode, payload, used in wire.client_frames(data):  # noqa: B007 - the last one counts
            if opcode == wire.CLOSE:
                self.close(NORMAL)
                return len(data)
            if opcode == wire.PING and self._write is not None:
                self._write(wire.pong(payload))
            elif opcode not in (wire.PING, wire.PONG):
                raise wire.ProtocolViolation(POLICY)
        return used

    def eof_received(self) -> bool:
        return False  # half-closed is closed

    def connection_lost(self, error: Exception | None) -> None:
        gone, self._gone, self._transport, self._write = self._gone, None, None, None
        if gone is not None:
            gone(self)
