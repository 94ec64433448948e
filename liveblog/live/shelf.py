"""Kept pages, within a number of bytes; those asked for longest ago go first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from liveblog.live.answers import Answer, Variant
from liveblog.live.hub import Hub
from liveblog.live.marks import Mark
from liveblog.live.questions import Key

OVERHEAD = 4_096  # bytes of headers and objects per page, on the safe side
LARGEST_SHARE = 8  # no page may take more than this part of the room


@dataclass(slots=True, eq=False)
class Page:
    """One answer, for as long as it is the truth.

    `moves` is how often the hub's heads had moved before the answer was made. `renew_at` and
    `ends_at` are in the loop's time: from the first on a fresh answer is fetched while this one
    still serves, from the second on it serves no more.
    """

    answer: Answer
    mark: Mark
    moves: int
    renew_at: float
    ends_at: float
    variants: dict[bytes, Variant] = field(default_factory=dict)

    def is_true(self, hub: Hub) -> bool:
        """Whether the hub knows of nothing newer than what this page shows."""
        mark = self.mark
        if mark.blog is None:
            return self.moves == hub.heads.moves
        head = hub.heads.get(mark.blog)
        return head is not None and head.seq == mark.seq and head.epoch == mark.epoch

    @property
    def size(self) -> int:
        bodies = {id(body): len(body) for body in self._bodies()}
        return OVERHEAD + sum(bodies.values())

    def _bodies(self) -> list[bytes]:
        return [self.answer.body, *(variant.full.body for variant in self.variants.values())]


class Shelf:
    def __init__(self, room: int) -> None:
        self.room = room
        self.used = 0
        self._pages: OrderedDict[Key, tuple[Page, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Key) -> Page | None:
        if (found := self._pages.get(key)) is None:
            return None
        self._pages.move_to_end(key)
        return found[0]

    def put(self, key: Key, page: Page) -> None:
        """Keep a page, or count one anew that has grown."""
        self.drop(key)
        size = page.size + sum(map(len, key))  # an address is the client's to invent, too
        if size > self.room // LARGEST_SHARE:
            return
        self._pages[key] = (page, size)
        self.used += size
        while self.used > self.room:
            self.drop(next(iter(self._pages)))

    def drop(self, key: Key) -> None:
        _page, size = self._pages.pop(key, (None, 0))
        self.used -= size
