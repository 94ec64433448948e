"""The readers' entrance: the WebSocket protocol that `manage.py serve` names to uvicorn.

A reader's request is answered here, in a third of the time that the whole protocol takes, and the
socket is detached before the client has said a word. Everybody else, newsrooms and odd clients
alike, is passed on to `DetachableProtocol` at once.
"""

from __future__ import annotations

import asyncio
import http
import logging
from typing import Any

from uvicorn import Config
from uvicorn.server import ServerState

from liveblog.limits import CLIENT_FRAME_BYTES
from liveblog.live import wire
from liveblog.live.fastlane import EXTENSION
from liveblog.live.handshake import Handshake, refusal
from liveblog.live.uvicorn_parts import (
    GONE,
    Attach,
    ClientDisconnected,
    DetachableProtocol,
    Host,
)

log = logging.getLogger(__name__)


class Entrance(asyncio.Protocol):
    """One connection that wants to become a WebSocket."""

    def __init__(
        self, config: Config, server_state: ServerState, app_state: dict[str, Any]
    ) -> None:
        self._host = Host(config, server_state, app_state)
        self._transport: asyncio.Transport = GONE
        self._whole: DetachableProtocol | None = None  # who serves those who are no readers
        self._welcome = b""  # the answer that lets a reader in, once it has asked
        self._deflates = False
        self._early = b""  # what a client said before it was detached
        self._accepted = False
        self._refusal: dict[str, Any] | None = None
        self._lost = asyncio.Event()

    # The transport's side

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        if self._whole is not None:
            self._whole.data_received(data)
        elif not self._welcome:
            self._begin(data)
        else:
            self._keep(data)

    def connection_lost(self, error: Exception | None) -> None:
        if self._whole is not None:
            self._whole.connection_lost(error)
            return
        self._lost.set()
        self._host.let_go(self)

    def eof_received(self) -> None:
        """Half-closed is closed, here as in the whole protocol."""

    def pause_writing(self) -> None:
        if self._whole is not None:
            self._whole.pause_writing()

    def resume_writing(self) -> None:
        if self._whole is not None:
            self._whole.resume_writing()

    def _begin(self, request: bytes) -> None:
        handshake = None if self._host.is_mounted else Handshake.of(request)
        if handshake is None:
            self._whole = self._host.whole_protocol(self._transport)
            self._whole.data_received(request)
            return
        self._deflates = handshake.deflates and self._host.deflates
        self._welcome = handshake.welcome(deflate=self._deflates)
        self._host.hold(self)
        self._host.run(self._run(self._scope(handshake)))

    def _keep(self, data: bytes) -> None:
        self._early += data
        if len(self._early) > CLIENT_FRAME_BYTES:
            self._transport.abort()

    def shutdown(self) -> None:
        """Called by uvicorn at its end: nobody who is not in yet is let in."""
        if not self._accepted:
            self._refuse(http.HTTPStatus.SERVICE_UNAVAILABLE)
        self._transport.close()

    # The application's side

    def _scope(self, request: Handshake) -> dict[str, Any]:
        return {
            **self._host.scope(self._transport),
            "path": request.path.decode("ascii"),
            "raw_path": request.path,
            "query_string": request.query,
            "headers": request.headers,
            "extensions": {"websocket.http.response": {}, EXTENSION: self.detach},
        }

    async def _run(self, scope: dict[str, Any]) -> None:
        try:
            await self._host.ask(scope, self._receive(), self._send)
        except ClientDisconnected:
            pass  # a reader that is gone needs nothing
        except Exception:
            log.exception("a reader could not be let in")
        if not self._accepted:
            self._refuse(http.HTTPStatus.INTERNAL_SERVER_ERROR)
        self._transport.close()

    def _receive(self) -> Any:
        messages = iter([{"type": "websocket.connect"}])

        async def receive() -> dict[str, Any]:
            for message in messages:
                return message
            await self._lost.wait()
            return {"type": "websocket.disconnect", "code": 1006}

        return receive

    async def _send(self, message: dict[str, Any]) -> None:
        if self._lost.is_set():
            raise ClientDisconnected
        kind = message["type"]
        if kind == "websocket.accept" and not self._accepted:
            self._accepted = True
            self._transport.write(self._welcome)
        elif kind == "websocket.close" and not self._accepted:
            self._refuse(http.HTTPStatus.FORBIDDEN)
        elif kind == "websocket.close":
            self._transport.write(wire.close(message.get("code", 1000)))
            self._transport.close()
        elif kind == "websocket.http.response.start" and not self._accepted:
            self._refusal = message
        elif kind == "websocket.http.response.body" and self._refusal is not None:
            answer, self._refusal = self._refusal, None
            self._refuse(answer["status"], answer.get("headers", []), message.get("body", b""))
        else:
            raise RuntimeError(f"a reader's socket does not take {kind} here")

    def _refuse(self, status: int, headers: Any = (), body: bytes = b"") -> None:
        self._accepted = True  # answered, one way or the other
        phrase = http.HTTPStatus(status).phrase
        all_headers = [*self._host.headers, *headers]
        if not self._transport.is_closing():
            self._transport.write(refusal(status, phrase, all_headers, body))
        self._transport.close()

    def detach(self, protocol: asyncio.Protocol, attach: Attach) -> bool:
        """As `DetachableProtocol.detach`; what the client has said already goes along."""
        if not self._accepted or self._lost.is_set() or self._transport.is_closing():
            return False
        transport, self._transport = self._transport, GONE
        self._host.let_go(self)
        transport.set_protocol(protocol)
        attach(transport, self._deflates)
        if self._early:
            protocol.data_received(self._early)
        return True
