"""The production server: uvicorn with the fast lane, and a goodbye that makes no stampede."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import socket
from pathlib import Path

import uvicorn

from liveblog.limits import CLIENT_FRAME_BYTES, HIGH_WATER_BYTES
from liveblog.live import open_files
from liveblog.live.hub import drain_hub, ready_hub
from liveblog.live.unix_socket import UnixSocket
from liveblog.live.uvicorn_parts import PatientHttp

BACKLOG = 4_096  # handshakes waiting while ten thousand readers return at once
KEEP_ALIVE_SECONDS = 75  # longer than a proxy keeps its idle connections
HALF_OPEN_MS = 30_000  # unacknowledged bytes this old: the reader's network is gone
DRAIN_SECONDS = 5.0  # how long a restart's goodbyes are spread
YOUNG_OBJECTS = 2_000  # before a collection: some 4 ms each, where 50,000 stall a frame by 80 ms
MIDDLE_SWEEPS, OLD_SWEEPS = 50, 100  # so many of the younger ones before one of these
APPLICATION = "config.asgi:application"


class LiveServer(uvicorn.Server):
    """uvicorn's server, which tunes the collector at start and drains the readers at the end.

    `parent` is the process that watches over this one, if any: without it this one ends, too.
    """

    def __init__(self, config: uvicorn.Config, parent: int | None = None) -> None:
        super().__init__(config)
        self._parent = parent

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second; True ends the server."""
        is_orphan = self._parent is not None and os.getppid() != self._parent
        return await super().on_tick(counter) or is_orphan

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        ready_hub()  # begins to tick: there is work even while nobody reads
        tune_collector()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        await drain_hub(DRAIN_SECONDS)
        await super().shutdown(sockets)


def tune_collector() -> None:
    """What is there now stays: no collection needs to walk it again. Each request leaves some
    hundred objects in circles, so the young ones are swept often and little at a time, and the old
    ones, 20,000 readers among them, hardly ever.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, MIDDLE_SWEEPS, OLD_SWEEPS)


def configuration(*, proxies: list[str]) -> uvicorn.Config:
    """uvicorn's options; `proxies` are the addresses whose X-Forwarded-* count."""
    return uvicorn.Config(
        APPLICATION,
        loop="uvloop",
        http=PatientHttp,
        ws="liveblog.live.entrance:Entrance",
        ws_max_size=CLIENT_FRAME_BYTES,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=10,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        server_header=False,
        access_log=False,
        log_level="warning",
    )


def run(listener: socket.socket, *, proxies: list[str], parent: int | None = None) -> None:
    """Serve from an open listening socket until SIGTERM or Ctrl+C, or until `parent` is gone."""
    open_files.raise_limit()
    # uvicorn raises Ctrl+C once more when everybody has gone: nothing is left to interrupt.
    with contextlib.suppress(KeyboardInterrupt):
        LiveServer(configuration(proxies=proxies), parent).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A listening TCP socket; what is set here, every connection inherits. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    for level, option, value in socket_options():
        listener.setsockopt(level, option, value)
    listener.bind((host, port))
    listener.listen(BACKLOG)
    return listener


def socket_options() -> list[tuple[int, int, int]]:
    """Notice peers that vanished without a goodbye: laptops asleep, phones in tunnels. And keep
    little for those that stopped reading: the kernel would take megabytes for each.
    """
    options = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
    for name, value in [
        ("TCP_KEEPIDLE", 60),
        ("TCP_KEEPINTVL", 15),
        ("TCP_KEEPCNT", 4),
        ("TCP_USER_TIMEOUT", HALF_OPEN_MS),
        ("TCP_NOTSENT_LOWAT", HIGH_WATER_BYTES),
    ]:
        if hasattr(socket, name):  # Linux has them all, other systems some
            options.append((socket.IPPROTO_TCP, getattr(socket, name), value))
    return options


def listen_unix(path: str) -> socket.socket:
    """A listening Unix socket that a proxy on this machine may use. Raises OSError."""
    listener = UnixSocket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listener.take(Path(path))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def inherited(descriptor: int) -> socket.socket:
    """The listening socket that a parent process has opened. Raises OSError and ValueError."""
    listener = socket.socket(fileno=descriptor)
    if not listener.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
        listener.detach()
        raise OSError(errno.EINVAL, "nobody listens there")
    return listener
