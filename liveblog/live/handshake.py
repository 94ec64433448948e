"""The request that opens a reader's socket, read and answered in one step (RFC 6455, 4.2).

Readers come ten thousand at a time, and all say the same few things. Whatever is said in any other
way is not refused here: it is left to the whole protocol.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import dataclass

READER = re.compile(rb"GET (/live/[-a-zA-Z0-9_]+/socket)(?:\?([!-~]*))? HTTP/1\.1")
KEY = re.compile(rb"[A-Za-z0-9+/]{21}[AQgw]==")  # 16 bytes in base64
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
# What browsers offer, and whether frames deflated with the full window and no memory may be sent.
OFFERS = {
    b"": False,
    b"permessage-deflate": True,
    b"permessage-deflate; client_max_window_bits": True,
}
ONCE = (
    b"sec-websocket-key",
    b"sec-websocket-version",
    b"sec-websocket-extensions",
    b"sec-websocket-protocol",
)
DEFLATE = (
    b"Sec-WebSocket-Extensions: permessage-deflate; "
    b"server_no_context_takeover; client_no_context_takeover\r\n"
)


@dataclass(frozen=True, slots=True)
class Handshake:
    """A reader's well-formed request; `deflates` says that deflated frames may be sent."""

    path: bytes
    query: bytes
    headers: list[tuple[bytes, bytes]]
    key: bytes
    deflates: bool

    @classmethod
    def of(cls, request: bytes) -> Handshake | None:
        """From the lines `name: value` that a strict HTTP parser has written; names in small
        letters. None: not a reader's, or not as readers say it."""
        first, *lines = request.removesuffix(b"\r\n\r\n").split(b"\r\n")
        target = READER.fullmatch(first)
        if target is None:
            return None
        headers = [(name, value) for name, _, value in (line.partition(b": ") for line in lines)]
        said = dict(headers)
        offer = said.get(b"sec-websocket-extensions", b"")
        key = said.get(b"sec-websocket-key", b"")
        if offer not in OFFERS or not KEY.fullmatch(key) or not _is_plain(headers, said):
            return None
        return cls(target[1], target[2] or b"", headers, key, OFFERS[offer])

    def welcome(self, *, deflate: bool) -> bytes:
        """The answer that opens the socket."""
        accept = base64.b64encode(hashlib.sha1(self.key + GUID, usedforsecurity=False).digest())
        return (
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\n" + (DEFLATE if deflate else b"") + b"\r\n"
        )


def _is_plain(headers: list[tuple[bytes, bytes]], said: dict[bytes, bytes]) -> bool:
    """Whether it says version 13, wants no subprotocol, and says nothing twice that counts."""
    if said.get(b"sec-websocket-version") != b"13" or b"sec-websocket-protocol" in said:
        return False
    if len(said) == len(headers):
        return True
    times = Counter(name for name, _ in headers)
    return all(times[name] <= 1 for name in ONCE)


def refusal(status: int, phrase: str, headers: list[tuple[bytes, bytes]], body: bytes) -> bytes:
    """A whole HTTP answer instead of a socket."""
    lines = [f"HTTP/1.1 {status} {phrase}".encode(), b"connection: close"]
    lines += [name + b": " + value for name, value in headers]
    lines.append(b"content-length: %d" % len(body))
    return b"\r\n".join([*lines, b"", body])
