"""A network as reporters have it: a proxy that is slow, far away, and hangs up in the middle."""

from __future__ import annotations

import contextlib
import random
import socket
import struct
import threading
import time
from types import TracebackType
from urllib.parse import urlsplit

PIECE = 4_096  # bytes that travel at once
HANG_UP = struct.pack("ii", 1, 0)  # a reset instead of a goodbye


class BadNetwork:
    """Passes on to `target`; good until `worsen` is called."""

    def __init__(self, target: str, seed: int = 1) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname, parts.port)
        self._random = random.Random(seed)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.latency = 0.0  # seconds one way
        self.rate = 0  # bytes a second, 0 for no limit
        self.losses = 0.0  # share of connections that are hung up on
        self.cut_after = 0  # bytes after which the next upload is hung up on, once
        self.hung_up = 0

    def __enter__(self) -> BadNetwork:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._listening.close()
        for connection in list(self._open):
            _close(connection)

    def worsen(self, *, latency: float = 0.4, rate: int = 50_000, losses: float = 0.0) -> None:
        """From now on every connection is slow and some are lost; open ones are hung up on."""
        self.latency, self.rate, self.losses = latency, rate, losses
        for connection in list(self._open):
            _hang_up(connection)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = self._listening.accept()
                threading.Thread(target=self._carry, args=[near], daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        time.sleep(self.latency)
        try:
            far = socket.create_connection(self._target, timeout=10)
        except OSError:
            _hang_up(near)
            return
        far.settimeout(None)
        self._open |= {near, far}
        is_lost = self._random.random() < self.losses
        bytes_left = self._random.randint(1, 20_000) if is_lost else None
        back = threading.Thread(target=self._pump, args=[far, near, near, None], daemon=True)
        back.start()
        self._pump(near, far, near, bytes_left)
        back.join()
        self._open -= {near, far}
        _close(near)
        _close(far)

    def _pump(
        self, source: socket.socket, target: socket.socket, near: socket.socket, left: int | None
    ) -> None:
        passed = 0
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                time.sleep(self.latency / 20 + (len(piece) / self.rate if self.rate else 0))
                passed += len(piece)
                is_upload = source is near
                if (left is not None and passed > left) or (is_upload and self._cuts(passed)):
                    self.hung_up += 1
                    _hang_up(near)
                    break
                target.sendall(piece)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def _cuts(self, passed: int) -> bool:
        if not self.cut_after or passed < self.cut_after:
            return False
        self.cut_after = 0
        return True


def _hang_up(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, HANG_UP)
        connection.shutdown(socket.SHUT_RDWR)
    _close(connection)


def _close(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.close()
