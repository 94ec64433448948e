"""From the publisher's hand, and from the commit, to every reader; beside peers and the floor.

Our readers offer `permessage-deflate`, as every browser does. The others are handed a message of
as many bytes, which they need not deflate.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks import heads
from benchmarks.readers import part
from benchmarks.results import Figure, Target
from benchmarks.scale import Scale
from benchmarks.scenes import Told, tell
from benchmarks.servers import floor, nchan, ours, stock
from benchmarks.servers.stage import Stage

TITLE = "Fan-out: p99 of one update for all readers"
STOCK_SECONDS = 6.0  # between two updates: it needs four for 2,000 readers


def run(scale: Scale) -> Iterator[Figure]:
    """One run over all servers, with messages of the same size on the wire."""
    with ours.ours() as stage:
        heads.forget_notes()
        figures = {n: tell(stage, n, scale.fanout_updates, deflate=1) for n in _audiences(scale)}
        commits = heads.commits()
    size = figures[scale.many].frame_size
    yield Figure("bytes of one update on the wire", size, "B")
    own = {n: told.readers.latencies_ms(commits) for n, told in figures.items()}
    for n, told in figures.items():
        yield from _spread(f"ours, {n:,} readers, from the commit", own[n])
        yield from _spread(f"ours, {n:,} readers, from the request", told.readers.latencies_ms())
    with floor.floor() as stage:
        bare = _tell(stage, scale.many, scale.fanout_updates, size).readers.latencies_ms()
    yield from _spread(f"floor, {scale.many:,} readers", bare)
    yield _ratio(f"p99 from the commit, {scale.many:,}: ours ÷ floor", own[scale.many], bare, 1.5)
    if nchan.is_installed():
        yield from _beside_nchan(scale, size, own, figures)
    yield from _beside_stock(scale, size, own[scale.some])


def _audiences(scale: Scale) -> list[int]:
    return [scale.few, scale.some, scale.many, scale.most]


def _tell(stage: Stage, readers: int, updates: int, size: int, **how: Any) -> Told:
    """The message fills the same frame: its header takes four bytes."""
    return tell(stage, readers, updates, size=size - 4, **how)


def _beside_nchan(
    scale: Scale, size: int, own: dict[int, list[float]], figures: dict[int, Told]
) -> Iterator[Figure]:
    with nchan.nchan(scale.files) as stage:
        for n in (scale.few, scale.many, scale.most):
            peer = _tell(stage, n, scale.fanout_updates, size).readers.latencies_ms()
            yield from _spread(f"nginx + nchan, {n:,} readers", peer)
            target = 1.0 if n == scale.many else None
            yield _ratio(f"p99 from the commit, {n:,}: ours ÷ nchan", own[n], peer, target)
            asked = figures[n].readers.latencies_ms()
            yield _ratio(f"p99 from the request, {n:,}: ours ÷ nchan", asked, peer)


def _beside_stock(scale: Scale, size: int, own: list[float]) -> Iterator[Figure]:
    with stock.stock_channels() as stage:
        told = _tell(
            stage,
            scale.some,
            scale.slow_updates,
            size,
            pause=STOCK_SECONDS,
            settle=STOCK_SECONDS,
            at_once=40,
        )
    peer = told.readers.latencies_ms()
    yield from _spread(f"stock Channels on daphne, {scale.some:,} readers", peer)
    ratio = part(peer, 0.99) / part(own, 0.99)
    name = f"p99, {scale.some:,}: stock Channels ÷ ours"
    yield Figure(name, ratio, "×", Target(50, at_least=True))


def _ratio(name: str, own: list[float], peer: list[float], most: float | None = None) -> Figure:
    target = Target(most) if most else None
    return Figure(name, part(own, 0.99) / part(peer, 0.99), "×", target)


def _spread(name: str, latencies: list[float]) -> Iterator[Figure]:
    for label, share in (("p50", 0.5), ("p99", 0.99), ("max", 1.0)):
        yield Figure(f"{name}, {label}", part(latencies, share), "ms")
