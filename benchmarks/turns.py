"""Servers told in turn, update by update, so that the machine's moods meet all of them alike.

The same ten thousand writes take 130 ms or 200 from one second to the next, whoever makes them: of
two servers measured one after the other, the luckier would win. Who is not in turn stands still,
and takes no time from the other.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from benchmarks.publisher import SIZE, Posted, Publisher
from benchmarks.readers import Readers, readers
from benchmarks.scenes import Told
from benchmarks.servers.stage import Stage

SETTLE_SECONDS = 0.4  # for what a server has put off while it stood still
TELL_SECONDS = 0.8  # for its slowest reader


@dataclass
class Part:
    """What one server is told: `size` as a `Publisher` takes it, `options` the load generator's."""

    stage: Stage
    size: int = SIZE
    options: dict[str, float] = field(default_factory=dict)
    posted: list[Posted] = field(default_factory=list)

    def play(self, publisher: Publisher) -> None:
        with self.stage.server.turn():
            time.sleep(SETTLE_SECONDS)
            self.posted.append(publisher.post())
            time.sleep(TELL_SECONDS)

    def end(self, held: Readers, number: int) -> Told:
        held.stop()
        return Told.of(self.stage, held, self.posted[1:], number)  # the first one paid for caches


def tell_in_turns(parts: Sequence[Part], number: int, updates: int) -> list[Told]:
    """Connect `number` readers to each server and post `updates` to each, one after the other.

    The servers stand still afterwards. RuntimeError where an update did not reach every reader.
    """
    with ExitStack() as stack:
        played = []
        for part in parts:
            with part.stage.server.turn():
                held = stack.enter_context(readers(part.stage, number, **part.options))
                publisher = Publisher(part.stage, part.size)
                stack.callback(publisher.close)
            played.append((part, held, publisher))
        for _ in range(1 + updates):
            for part, _held, publisher in played:
                part.play(publisher)
        return [part.end(held, number) for part, held, _publisher in played]
