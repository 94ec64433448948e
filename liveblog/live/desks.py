"""The newsrooms that are open in this process: who writes where, and what has changed.

Presence is a notice with a heartbeat, never a lock: it fades when the writer falls silent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from liveblog.live.deskbell import Hint

FADES_SECONDS = 90.0  # after the last sign; writers give one a minute at least


class DeskSocket(Protocol):
    """A newsroom page; `key` names it among all processes."""

    key: str

    def offer(self, message: dict[str, Any]) -> None:
        """Take a message, at once and without waiting."""


@dataclass(frozen=True, slots=True)
class Presence:
    """`post` is the public id of the post being edited, '' for a new one."""

    name: str
    post: str
    until: float


@dataclass(slots=True)
class Desk:
    """One blog's newsroom: its pages here, and who is writing anywhere, by page."""

    sockets: set[DeskSocket] = field(default_factory=set)
    writing: dict[str, Presence] = field(default_factory=dict)

    def show(self, socket: DeskSocket) -> None:
        """Tell one page who else is writing."""
        others = {
            (presence.name, presence.post)
            for key, presence in self.writing.items()
            if key != socket.key
        }
        people = [{"name": name, "post": post} for name, post in sorted(others)]
        socket.offer({"type": "presence", "people": people})

    def show_all(self) -> None:
        for socket in self.sockets:
            self.show(socket)


class Desks:
    """All newsrooms of this process; times are the event loop's."""

    def __init__(self) -> None:
        self._desks: dict[int, Desk] = defaultdict(Desk)

    def join(self, blog_id: int, socket: DeskSocket) -> None:
        desk = self._desks[blog_id]
        desk.sockets.add(socket)
        desk.show(socket)

    def leave(self, blog_id: int, socket: DeskSocket) -> None:
        self._desks[blog_id].sockets.discard(socket)

    def count_readers(self, readers: Mapping[int, int]) -> None:
        """Tell every page how many read its blog now."""
        for blog_id, desk in self._desks.items():
            for socket in desk.sockets:
                socket.offer({"type": "readers", "count": readers.get(blog_id, 0)})

    def heard(self, hint: Hint, now: float) -> None:
        """Take in a hint of this or another process."""
        desk = self._desks[hint["blog"]]
        if hint["about"] == "post":
            for socket in desk.sockets:
                socket.offer({"type": "changed", "post": hint["post"]})
            return
        if hint["about"] == "writing":
            presence = Presence(hint["name"], hint["post"], now + FADES_SECONDS)
            news = desk.writing.get(hint["key"]) is None or _differs(desk, hint)
            desk.writing[hint["key"]] = presence
        else:
            news = desk.writing.pop(hint["key"], None) is not None
        if news:
            desk.show_all()

    def fade(self, now: float) -> None:
        """Forget who has fallen silent, and newsrooms nobody is in."""
        for blog_id, desk in list(self._desks.items()):
            silent = [key for key, presence in desk.writing.items() if presence.until < now]
            for key in silent:
                del desk.writing[key]
            if silent:
                desk.show_all()
            if not desk.sockets and not desk.writing:
                del self._desks[blog_id]


def _differs(desk: Desk, hint: Hint) -> bool:
    known = desk.writing[hint["key"]]
    return (known.name, known.post) != (hint["name"], hint["post"])
