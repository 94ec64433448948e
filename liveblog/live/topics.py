"""One blog in the hub: its head, its recent frames, its readers. Knows bytes, not posts."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, zip_longest

from liveblog.limits import BEAT_SECONDS, RING_FRAMES
from liveblog.live.frames import Frame, beat
from liveblog.live.readers import Reader

BATCH = 500  # readers written to before others get a turn on the event loop: some 10 ms


@dataclass(slots=True, eq=False)
class Topic:
    """`seq` is the last change offered to the readers; `ring` the frames that lead there."""

    pk: int
    epoch: str
    seq: int
    ring: deque[Frame] = field(default_factory=lambda: deque(maxlen=RING_FRAMES))
    slots: list[dict[Reader, None]] = field(
        default_factory=lambda: [{} for _ in range(int(BEAT_SECONDS))]
    )
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    turns: Iterator[int] = field(default_factory=count)
    is_telling: bool = False
    told_lately: bool = False  # since the last beat
    _in_order: list[Reader] | None = None  # until one comes or goes
    stuck: set[Reader] = field(default_factory=set)

    def add(self, reader: Reader) -> None:
        """Register a reader, spread over the seconds of the beat."""
        self._in_order = None
        reader.topic = self
        self.slots[next(self.turns) % len(self.slots)][reader] = None

    def remove(self, reader: Reader) -> None:
        self._in_order = None
        self.stuck.discard(reader)
        for slot in self.slots:
            slot.pop(reader, None)

    @property
    def readers(self) -> list[Reader]:
        """Roughly in the order in which they came: so they lie in memory, here and in the kernel,
        and the processor has fetched the next one before its turn.
        """
        if self._in_order is None:
            rounds = zip_longest(*self.slots)
            self._in_order = [reader for turn in rounds for reader in turn if reader is not None]
        return self._in_order

    @property
    def size(self) -> int:
        return sum(map(len, self.slots))

    @property
    def is_empty(self) -> bool:
        return not any(self.slots)

    def knows(self, since: int) -> bool:
        """Whether the ring leads from `since` to the head."""
        first = self.ring[0].prev if self.ring else self.seq
        return first <= since <= self.seq

    def after(self, since: int) -> list[Frame]:
        return [frame for frame in self.ring if frame.prev >= since]

    def move_to(self, epoch: str, seq: int) -> None:
        """Stand at another head, with nothing to replay."""
        self.epoch, self.seq = epoch, seq
        self.ring.clear()

    def refill(self, frames: list[Frame]) -> None:
        """Replace the ring by frames that lead to the present head."""
        self.ring.clear()
        self.ring.extend(frames)

    def take(self, frame: Frame) -> list[Reader]:
        """Move to the frame's head and return who is to get it.

        In one step without awaiting, so that whoever joins later finds the frame in the ring, and
        nobody gets it twice.
        """
        if frame.supersedes:
            self.ring.clear()
        self.ring.append(frame)
        self.seq = frame.seq
        return self.readers

    async def tell(self, frame: Frame, readers: list[Reader]) -> None:
        """Offer one frame to all of them, letting others work in between; wants `lock`."""
        self.is_telling = True
        try:
            await fan_out(frame, readers)
        finally:
            self.is_telling, self.told_lately = False, True  # a beat may have come in between

    def beat(self, second: int, now: float) -> None:
        """Tell the readers of this second's slot where the head is; look after the others.

        `now` is the loop's time. While a frame is on its way to all, a beat would run ahead of it,
        and its readers would fetch what is coming anyway; who has just got one needs no beat.
        """
        for reader in tuple(self.stuck):
            reader.cut_off_if_stuck(now)
        slot = tuple(self.slots[second % len(self.slots)])
        if slot and not (self.is_telling or self.told_lately):
            frame = beat(self.epoch, self.seq)
            for reader in slot:
                reader.offer(frame)
        for reader in slot:
            reader.renew_if_old(now)
        self.told_lately = False


async def fan_out(frame: Frame, readers: list[Reader]) -> None:
    """Offer one frame to all, letting others work in between."""
    for start in range(0, len(readers), BATCH):
        for reader in readers[start : start + BATCH]:
            reader.offer(frame)
        await asyncio.sleep(0)
