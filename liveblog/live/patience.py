"""Plain HTTP that is not held up by clients who begin a request and do not go on.

Leans on what uvicorn keeps to itself: `loop`, `flow.read_paused`, `transport`, and that
`on_message_begin` and `on_message_complete` frame each request, `handle_websocket_upgrade` begins a
socket. tests/live/test_patience.py tells.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from liveblog.limits import SILENT_REQUEST_SECONDS


class PatientHttp(HttpToolsProtocol):
    """Ends a connection that owes a request, or the rest of one, and has said nothing for
    SILENT_REQUEST_SECONDS. Between two requests uvicorn's own keep-alive counts.
    """

    _owes = True
    _heard_at = 0.0
    _watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]
        self._heard_at = self.loop.time()
        self._watch_for(SILENT_REQUEST_SECONDS)

    def data_received(self, data: bytes) -> None:
        self._owes = True
        self._heard_at = self.loop.time()
        super().data_received(data)
        if self._owes and self._watch is None:
            self._watch_for(SILENT_REQUEST_SECONDS)

    def on_message_begin(self) -> None:
        self._owes = True
        super().on_message_begin()

    def on_message_complete(self) -> None:
        self._owes = False
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        self._owes = False
        self._watch_no_more()  # or it would keep all this in memory for each reader's first minute
        super().handle_websocket_upgrade()

    def connection_lost(self, error: Exception | None) -> None:
        self._watch_no_more()
        super().connection_lost(error)

    def _watch_for(self, seconds: float) -> None:
        self._watch = self.loop.call_later(seconds, self._look)

    def _watch_no_more(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def _look(self) -> None:
        self._watch = None
        if not self._owes:
            return
        left = self._heard_at + SILENT_REQUEST_SECONDS - self.loop.time()
        if self.flow.read_paused:
            left = SILENT_REQUEST_SECONDS  # it is us who do not listen
        if left > 0:
            self._watch_for(left)
        else:
            self.transport.close()
