"""The floor: one write() per reader in a C loop, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.process import Server, free_port
from benchmarks.programs import program
from benchmarks.servers.stage import Stage


@contextmanager
def floor() -> Iterator[Stage]:
    port = free_port()
    with Server("floor", [program("floor"), str(port)], port) as server:
        yield Stage(server, "/", "/")
