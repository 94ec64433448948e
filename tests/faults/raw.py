"""Readers that misbehave: they open a socket and then read nothing, or vanish."""

from __future__ import annotations

import base64
import os
import socket

from tests.faults.places import SLUG

WINDOW = 4096  # bytes: small, so that the server notices soon


def open_socket(host: str, port: int) -> socket.socket:
    """A WebSocket whose handshake is done, and nobody reading."""
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, WINDOW)
    raw.settimeout(10)
    raw.connect((host, port))
    key = base64.b64encode(os.urandom(16)).decode()
    raw.sendall(
        f"GET /live/{SLUG}/socket HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Upgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):
        answer += raw.recv(1)
    assert b" 101 " in answer.splitlines()[0], answer
    return raw


def bytes_until_cut_off(raw: socket.socket) -> int:
    """Read what is left; how much that was before the server's abort (or end)."""
    size = 0
    try:
        while got := raw.recv(65536):
            size += len(got)
    except ConnectionResetError:
        pass
    return size
