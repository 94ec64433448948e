"""Servers made as the documentation of Channels, Django and ASGI shows them first."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.process import Server, free_port
from benchmarks.servers.stage import Stage


@contextmanager
def stock_channels() -> Iterator[Stage]:
    """An AsyncWebsocketConsumer in a group, in-memory layer, under daphne."""
    port = free_port()
    command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(port), "-v", "0"]
    server = Server(
        "stock",
        [*command, "benchmarks.stock.channels:application"],
        port,
        DJANGO_SETTINGS_MODULE="benchmarks.stock.settings",
    )
    with server:
        yield Stage(server, "/reader", "/publish")


@contextmanager
def empty_django() -> Iterator[Stage]:
    """Django with the middleware of `startproject` and an async view that says nothing."""
    with _uvicorn("empty", "benchmarks.stock.channels:pages") as stage:
        yield stage


@contextmanager
def bare_asgi(size: int) -> Iterator[Stage]:
    """An ASGI function that answers `size` bytes from memory."""
    with _uvicorn("bare", "benchmarks.stock.bare:application", BARE_SIZE=str(size)) as stage:
        yield stage


@contextmanager
def _uvicorn(name: str, application: str, **environ: str) -> Iterator[Stage]:
    """Under the server and the options that the live blog runs under."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", application, "--port", str(port)]
    command += ["--loop", "uvloop", "--http", "httptools", "--no-access-log", "--no-proxy-headers"]
    command += ["--log-level", "warning", "--no-server-header", "--backlog", "4096"]
    environ = {"DJANGO_SETTINGS_MODULE": "benchmarks.stock.settings", **environ}
    with Server(name, command, port, **environ) as server:
        yield Stage(server, "/", "/")
