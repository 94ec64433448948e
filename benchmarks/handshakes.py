"""Readers let in per second by one process, with the origin check and all limits on."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.readers import readers
from benchmarks.results import Figure, Target
from benchmarks.scale import Scale
from benchmarks.servers import nchan, ours, stock
from benchmarks.servers.stage import Stage

TITLE = "Handshakes per second and process"
AT_ONCE = 64  # under way; more only wait in the backlog
AT_WILL = 1e9  # a second
BELOW_LIMIT = 2_950  # the doorkeeper refuses from 3,000 on, which is not what is measured


def run(scale: Scale) -> Iterator[Figure]:
    with ours.ours() as stage:
        own = _per_second(stage, scale.many, per_second=BELOW_LIMIT)
    yield Figure("ours, origin check and limits on", own, "/s", Target(2_000, at_least=True))
    with stock.stock_channels() as stage:
        yield Figure("stock Channels on daphne", _per_second(stage, scale.some, at_once=40), "/s")
    if nchan.is_installed():
        with nchan.nchan(scale.files) as stage:
            yield Figure("nginx + nchan", _per_second(stage, scale.many), "/s")


def _per_second(stage: Stage, number: int, **options: float) -> float:
    with readers(stage, 50):
        pass  # the first ones pay for imports
    with readers(stage, number, **{"at_once": AT_ONCE, "per_second": AT_WILL, **options}) as held:
        return number / float(held.connected["seconds"])
