"""Patience with clients who begin a request and do not go on, and its end."""

from __future__ import annotations

import asyncio

from liveblog.limits import SILENT_REQUEST_SECONDS


class Patience:
    """Gives up on a connection that owes a request, or the rest of one, and has said nothing for
    SILENT_REQUEST_SECONDS. Between two requests the server's own keep-alive counts.

    To be mixed into a connection's protocol, which says `listens` and `give_up`.
    """

    loop: asyncio.AbstractEventLoop
    is_owed = True
    _heard_at = 0.0
    _watch: asyncio.TimerHandle | None = None

    def listens(self) -> bool:
        """Whether the client can be heard at all."""
        raise NotImplementedError

    def give_up(self) -> None:
        """End the connection."""
        raise NotImplementedError

    def begin_waiting(self) -> None:
        self._heard_at = self.loop.time()
        self._look_in(SILENT_REQUEST_SECONDS)

    def hear(self) -> None:
        """The client has said something: it owes the rest, until that proves to be all."""
        self.is_owed = True
        self._heard_at = self.loop.time()

    def go_on_waiting(self) -> None:
        if self.is_owed and self._watch is None:
            self._look_in(SILENT_REQUEST_SECONDS)

    def wait_no_more(self) -> None:
        self.is_owed = False
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def _look_in(self, seconds: float) -> None:
        self._watch = self.loop.call_later(seconds, self._look)

    def _look(self) -> None:
        self._watch = None
        if not self.is_owed:
            return
        left = self._heard_at + SILENT_REQUEST_SECONDS - self.loop.time()
        if not self.listens():
            left = SILENT_REQUEST_SECONDS  # it is us who do not listen
        if left > 0:
            self._look_in(left)
        else:
            self.give_up()
