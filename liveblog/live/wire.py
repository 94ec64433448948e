"""WebSocket frames as bytes (RFC 6455, RFC 7692).

A server's frames are unmasked, so they are the same bytes for every reader: built once.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
FIN, COMPRESSED, MASKED = 0x80, 0x40, 0x80
RESERVED = 0x70  # bits of extensions, which no control frame uses
SMALL = 125  # the longest payload with a two-byte header, and of any control frame
WORTH_DEFLATING = 128  # bytes; shorter frames grow


class ProtocolViolation(Exception):
    """A client sent what no client may send; `code` is the close code to answer with."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


def text(payload: bytes) -> bytes:
    """One whole text frame."""
    return _frame(FIN | TEXT, payload)


def deflated_text(payload: bytes) -> bytes:
    """One whole text frame under `permessage-deflate` without context takeover.

    Nothing is remembered between frames, which is what makes one frame fit every reader.
    """
    if len(payload) < WORTH_DEFLATING:
        return text(payload)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    packed = packer.compress(payload) + packer.flush(zlib.Z_SYNC_FLUSH)
    return _frame(FIN | COMPRESSED | TEXT, packed[:-4])  # RFC 7692, 7.2.1: without 00 00 FF FF


def close(code: int) -> bytes:
    return _frame(FIN | CLOSE, struct.pack("!H", code))


def pong(payload: bytes) -> bytes:
    return _frame(FIN | PONG, payload)


def _frame(first: int, payload: bytes) -> bytes:
    length = len(payload)
    if length <= SMALL:
        return struct.pack("!BB", first, length) + payload
    if length < 1 << 16:
        return struct.pack("!BBH", first, 126, length) + payload
    return struct.pack("!BBQ", first, 127, length) + payload


def client_frames(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """The whole frames at the start of `data`: opcode, unmasked payload, bytes used so far.

    Only control frames may be read to their end: anything longer, unmasked or fragmented raises
    ProtocolViolation, before its payload has arrived.
    """
    at = 0
    while len(data) - at >= 2:
        first, second = data[at], data[at + 1]
        opcode, length = first & 0x0F, second & 0x7F
        if not second & MASKED or first & RESERVED:
            raise ProtocolViolation(1002)
        if opcode < CLOSE or length > SMALL or not first & FIN:
            raise ProtocolViolation(1008)
        end = at + 6 + length
        if len(data) < end:
            return
        mask, masked = data[at + 2 : at + 6], data[at + 6 : end]
        at = end
        yield opcode, bytes(byte ^ mask[i & 3] for i, byte in enumerate(masked)), at
