"""The heads: how far each public blog is, as this process knows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """Where a public blog stands."""

    pk: int
    slug: str
    epoch: str
    seq: int


class Heads(dict[int, Head]):
    """By the blog's number; `note` and `drop` change it, nothing else does."""

    def __init__(self) -> None:
        super().__init__()
        self.moves = 0  # how often any of them has changed, come or gone, or may have
        self._numbers: dict[str, int] = {}

    def find(self, slug: str) -> Head | None:
        """Where the public blog of this address stands; asks no database."""
        return self.get(self._numbers.get(slug, 0))

    def note(self, head: Head) -> None:
        self.moves += self.get(head.pk) != head
        self[head.pk] = head
        self._numbers[head.slug] = head.pk

    def unsettle(self) -> None:
        """A blog or a history that is not known here has changed: what shows all may be old."""
        self.moves += 1

    def drop(self, pk: int) -> None:
        """A blog is not public any more."""
        head = self.pop(pk, None)
        self.moves += head is not None
        if head is not None and self._numbers.get(head.slug) == pk:
            del self._numbers[head.slug]
