"""The scene that most benchmarks share: readers, some updates, what reached whom when."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.publisher import SIZE, Posted, Publisher
from benchmarks.readers import Readers, readers
from benchmarks.servers.stage import Stage

SETTLE_SECONDS = 1.0  # after the last update, for the slowest reader


@dataclass
class Told:
    """The readers after some updates, and when these were handed over."""

    readers: Readers
    posted: list[Posted]

    @classmethod
    def of(cls, stage: Stage, held: Readers, posted: list[Posted], reading: int) -> Told:
        """RuntimeError where one of the `posted` did not reach each of the `reading`."""
        first = posted[0].stamp
        held.receipts = [receipt for receipt in held.receipts if receipt.stamp >= first]
        if len(held.receipts) != reading * len(posted):
            missing = f"{len(held.receipts)} of {reading * len(posted)}"
            raise RuntimeError(f"{stage.server.name}: {missing} came")
        return cls(held, posted)

    @property
    def frame_size(self) -> int:
        """Bytes on the wire of one update for one reader."""
        counted = self.readers.counted
        return int(counted["stamped_bytes"] / max(1, counted["stamped"]))


def tell(
    stage: Stage,
    number: int,
    updates: int,
    *,
    pause: float = 1.0,
    settle: float = SETTLE_SECONDS,
    size: int = SIZE,
    halfway: Callable[[], object] = lambda: None,
    **options: float,
) -> Told:
    """Connect `number` readers and post `updates` to them, one every `pause` seconds.

    `halfway` is called between two of them. RuntimeError where an update did not reach every
    reader that reads.
    """
    with readers(stage, number, **options) as held:
        publisher = Publisher(stage, size)
        publisher.post()  # the first one pays for caches and connections
        time.sleep(pause)
        posted = publisher.post_every(pause, updates // 2)
        halfway()
        posted += publisher.post_every(pause, updates - updates // 2)
        publisher.close()
        time.sleep(settle)
        held.stop()
    reading = number - int(options.get("stopped", 0))
    return Told.of(stage, held, posted, reading)
