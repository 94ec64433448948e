"""Bytes of the same update on the wire with `permessage-deflate` and without."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.readers import part
from benchmarks.results import Figure, Target
from benchmarks.scale import Scale
from benchmarks.scenes import tell
from benchmarks.servers import ours

TITLE = "Deflate: bytes on the wire"


def run(scale: Scale) -> Iterator[Figure]:
    with ours.ours() as stage:
        plain = tell(stage, scale.few, scale.updates)
        packed = tell(stage, scale.few, scale.updates, deflate=1)
    share = 100 * packed.frame_size / plain.frame_size
    yield Figure("deflated ÷ plain", share, "%", Target(40))
    yield Figure("plain", plain.frame_size, "B")
    yield Figure("deflated", packed.frame_size, "B")
    for name, told in (("plain", plain), ("deflated", packed)):
        p99 = part(told.readers.latencies_ms(), 0.99)
        yield Figure(f"p99 from the request, {scale.few:,} readers, {name}", p99, "ms")
