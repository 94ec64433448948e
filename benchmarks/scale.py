"""How large a run is: in full, or quick for a look."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """`most` is the largest audience, `many` the one that targets are about."""

    few: int = 1_000
    some: int = 2_000
    many: int = 10_000
    most: int = 18_000
    updates: int = 10
    fanout_updates: int = 20  # its p99 hangs on the slowest few of them
    slow_updates: int = 4  # where one takes seconds
    seconds: float = 5.0  # of asking for pages
    files: int = 20_000


QUICK = Scale(
    few=200,
    some=500,
    many=2_000,
    most=3_000,
    updates=4,
    fanout_updates=4,
    slow_updates=2,
    seconds=2.0,
)
