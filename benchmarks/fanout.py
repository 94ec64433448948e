"""From the publisher's hand, and from the commit, to every reader; beside peers and the floor.

Our readers offer `permessage-deflate`, as every browser does. The others are handed a message of
as many bytes, which they need not deflate.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks import heads
from benchmarks.readers import part
from benchmarks.results import Figure, Target
from benchmarks.scale import Scale
from benchmarks.scenes import Told, tell
from benchmarks.servers import floor, nchan, ours, stock
from benchmarks.servers.stage import Stage
from benchmarks.turns import Part, tell_in_turns

TITLE = "Fan-out: p99 of one update for all readers"
STOCK_SECONDS = 6.0  # between two updates: it needs four for 2,000 readers
HEADER_BYTES = 4  # of a frame on the wire
NCHAN = "nginx + nchan"


def run(scale: Scale) -> Iterator[Figure]:
    """One run over all servers, with messages of the same size on the wire."""
    with ExitStack() as stack:
        live = stack.enter_context(ours.ours())
        heads.forget_notes()
        some = tell(live, scale.some, scale.fanout_updates, deflate=1)
        size = some.frame_size
        yield Figure("bytes of one update on the wire", size, "B")
        peers = {"floor": stack.enter_context(floor.floor())}
        if nchan.is_installed():
            peers[NCHAN] = stack.enter_context(nchan.nchan(scale.files))
        for number in (scale.few, scale.many, scale.most):
            yield from _beside_peers(scale, number, live, peers, size)
        own = some.readers.latencies_ms(heads.commits())
        yield from _own(scale.some, own, some)
    yield from _beside_stock(scale, size, own)


def _beside_peers(
    scale: Scale, number: int, live: Stage, peers: dict[str, Stage], size: int
) -> Iterator[Figure]:
    parts = [Part(live, options={"deflate": 1})]
    parts += [Part(stage, size - HEADER_BYTES) for stage in peers.values()]
    told, *others = tell_in_turns(parts, number, scale.fanout_updates)
    own = told.readers.latencies_ms(heads.commits())
    yield from _own(number, own, told)
    for name, other in zip(peers, others, strict=True):
        yield from _peer(scale, number, name, other.readers.latencies_ms(), own, told)


def _own(number: int, own: list[float], told: Told) -> Iterator[Figure]:
    yield from _spread(f"ours, {number:,} readers, from the commit", own)
    yield from _spread(f"ours, {number:,} readers, from the request", told.readers.latencies_ms())


def _peer(
    scale: Scale, number: int, name: str, peer: list[float], own: list[float], told: Told
) -> Iterator[Figure]:
    yield from _spread(f"{name}, {number:,} readers", peer)
    most = (1.0 if name == NCHAN else 1.5) if number == scale.many else None
    yield _ratio(f"p99 from the commit, {number:,}: ours ÷ {_short(name)}", own, peer, most)
    asked = told.readers.latencies_ms()
    yield _ratio(f"p99 from the request, {number:,}: ours ÷ {_short(name)}", asked, peer)


def _short(name: str) -> str:
    return name.removeprefix("nginx + ")


def _beside_stock(scale: Scale, size: int, own: list[float]) -> Iterator[Figure]:
    with stock.stock_channels() as stage:
        told = tell(
            stage,
            scale.some,
            scale.slow_updates,
            size=size - HEADER_BYTES,
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
