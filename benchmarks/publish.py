"""One reporter and some readers: how long publishing takes, and until it is on their screens."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import heads
from benchmarks.readers import part
from benchmarks.results import Figure
from benchmarks.scale import Scale
from benchmarks.scenes import tell
from benchmarks.servers import ours

TITLE = "Publishing, with 100 readers connected"
READERS = 100


def run(scale: Scale) -> Iterator[Figure]:
    with ours.ours() as stage:
        heads.forget_notes()
        told = tell(stage, READERS, 2 * scale.updates, pause=0.25)
        commits = heads.commits()
    took = sorted(posted.took_ms for posted in told.posted)
    requested = told.readers.latencies_ms()
    stamps = {receipt.stamp: receipt.seq for receipt in told.readers.receipts}
    written = sorted((commits[seq] - stamp) / 1e6 for stamp, seq in stamps.items())
    rows = {
        "request to answer": took,
        "request to commit": written,
        "commit to receipt": told.readers.latencies_ms(commits),
        "request to receipt": requested,
    }
    for name, values in rows.items():
        yield Figure(f"{name}, p50", part(values, 0.5), "ms")
        yield Figure(f"{name}, p99", part(values, 0.99), "ms")
