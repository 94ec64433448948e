"""Bytes that one connected reader costs, after some updates have gone through."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import machine
from benchmarks.publisher import Publisher
from benchmarks.readers import readers
from benchmarks.results import Figure, Target
from benchmarks.scale import Scale
from benchmarks.scenes import tell
from benchmarks.servers import nchan, ours
from benchmarks.servers.stage import Stage

TITLE = "Memory per connected reader: growth of the resident set ÷ readers"


def run(scale: Scale) -> Iterator[Figure]:
    with ours.ours() as stage:
        each = _per_reader(stage, scale)
    yield Figure(f"ours, {scale.many:,} readers", each, "KB", Target(4))
    if nchan.is_installed():
        with nchan.nchan(scale.files) as stage:
            yield Figure(f"nginx + nchan, {scale.many:,} readers", _per_reader(stage, scale), "KB")


def _per_reader(stage: Stage, scale: Scale) -> float:
    """KB; the server has answered a few readers and requests before, as any running one has."""
    tell(stage, 100, 2, pause=0.2)
    before = machine.memory_of(stage.server.pid)
    with readers(stage, scale.many):
        publisher = Publisher(stage)
        publisher.post_every(1.0, scale.updates)
        publisher.close()
        grown = machine.memory_of(stage.server.pid) - before
    return grown / scale.many / 1024
