"""Readers that stopped reading, among others: what the others notice, what it costs the server."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import machine
from benchmarks.readers import part
from benchmarks.results import Figure, Target
from benchmarks.scale import Scale
from benchmarks.scenes import Told, tell
from benchmarks.servers import ours

TITLE = "Stopped readers among others"
TEXT = 8_000  # characters: large updates fill the buffers soon
PAUSE = 0.5
STOPPED_SHARE = 10  # one in so many
MOST_MEMORY = 128  # KB for one stopped reader; a frame of this size has 12


def run(scale: Scale) -> Iterator[Figure]:
    number, stopped = scale.some, scale.some // STOPPED_SHARE
    with ours.ours() as stage:
        pid = stage.server.pid
        healthy = _p99(tell(stage, number - stopped, 4 * scale.updates, pause=PAUSE, size=TEXT))
        before = machine.memory_of(pid)
        told = tell(stage, number, 4 * scale.updates, pause=PAUSE, size=TEXT, stopped=stopped)
        grown = (machine.memory_of(pid) - before) / 1024
    name = f"p99 of the others with {stopped} stopped of {number:,} ÷ without"
    yield Figure(name, _p99(told) / healthy, "×", Target(1.2))
    kept = grown / stopped
    yield Figure("memory that a stopped reader costs", kept, "KB", Target(MOST_MEMORY))
    yield Figure("p99 of the others", _p99(told), "ms")


def _p99(told: Told) -> float:
    return part(told.readers.latencies_ms(), 0.99)
