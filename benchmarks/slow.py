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
ROUNDS = 6  # of a scale's updates, 30 s in full: long enough to see stopped readers cut off
STOPPED_SHARE = 10  # one in so many
MOST_MEMORY = 128  # KB for one stopped reader; a frame of this size has 12


def run(scale: Scale) -> Iterator[Figure]:
    number, stopped = scale.some, scale.some // STOPPED_SHARE
    updates = ROUNDS * scale.updates
    memory: list[int] = []
    with ours.ours() as stage:

        def note() -> None:
            memory.append(machine.memory_of(stage.server.pid) + machine.memory_of_sockets())

        healthy = _p99(tell(stage, number - stopped, updates, pause=PAUSE, size=TEXT, halfway=note))
        told = tell(stage, number, updates, pause=PAUSE, size=TEXT, halfway=note, stopped=stopped)
    without, beside = memory
    name = f"p99 of the others with {stopped} stopped of {number:,} ÷ without"
    yield Figure(name, _p99(told) / healthy, "×", Target(1.2))
    kept = (beside - without) / stopped / 1024
    name = "memory that a stopped reader costs, the kernel's included"
    yield Figure(name, kept, "KB", Target(MOST_MEMORY))
    yield Figure("p99 of the others", _p99(told), "ms")
    yield Figure("readers cut off", told.readers.counted["lost"], "")


def _p99(told: Told) -> float:
    return part(told.readers.latencies_ms(), 0.99)
