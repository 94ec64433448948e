"""Everything that uvicorn keeps to itself and the product leans on, in this one file.

tests/live/test_uvicorn_parts.py names what broke when uvicorn is upgraded.

- `DetachableProtocol`: of the WebSocket protocol `close_sent`, `config`, `conn`, `connections`,
  `disconnected`, `handle_connect`, `handshake_complete`, `read_paused`, `scope`, `stop_keepalive`,
  `transport`, and that `run_asgi` closes `transport` when the application returns.
- `PatientHttp`: of the HTTP protocol `flow.read_paused`, `loop`, `transport`, and that
  `on_message_begin` and `on_message_complete` frame each request and `handle_websocket_upgrade`
  begins a socket: a protocol made with keyword arguments, `connection_made`, the request's bytes.
- `Host`: of the configuration `asgi_version` and `loaded_app`, of the server's state `connections`,
  `default_headers` and `tasks`, and the helpers of `uvicorn.protocols.utils`.
- `LiveServer` (server.py) overrides `on_tick`, `shutdown` and `startup` and closes `servers`.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable, Coroutine
from typing import Any

from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.utils import ClientDisconnected, get_local_addr, get_remote_addr, is_ssl
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.extensions.permessage_deflate import (
    PerMessageDeflate,
    ServerPerMessageDeflateFactory,
)
from websockets.http11 import Request

from liveblog.live.fastlane import EXTENSION
from liveblog.live.patience import Patience

__all__ = [
    "GONE",
    "Attach",
    "ClientDisconnected",
    "DetachableProtocol",
    "Host",
    "PatientHttp",
]

# No context takeover on the server's side: a frame deflated once then fits every reader.
DEFLATE = ServerPerMessageDeflateFactory(
    server_no_context_takeover=True, client_no_context_takeover=True
)

Attach = Callable[[asyncio.Transport, bool], None]


class DetachableProtocol(WebSocketsSansIOProtocol):
    """Adds the ASGI extension `liveblog.detach` to the scope of every WebSocket.

    `scope["extensions"]["liveblog.detach"](protocol, attach)` may be called once, after
    `websocket.accept`. It hands the connection to `protocol`, calls `attach(transport, deflates)`
    and returns True; the application is then to return without closing. False: the client has
    spoken already, go on as before.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.config.ws_per_message_deflate:
            self.conn.available_extensions = [DEFLATE]

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if not self.close_sent:  # a wrong handshake has been answered and has no scope
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions[EXTENSION] = self.detach

    def detach(self, protocol: asyncio.Protocol, attach: Attach) -> bool:
        if self.disconnected or self.read_paused or not self.handshake_complete:
            return False
        transport, self.transport = self.transport, GONE
        self.stop_keepalive()
        self.connections.discard(self)
        self.disconnected = True
        transport.set_protocol(protocol)
        attach(transport, shares_deflated_frames(self.conn.extensions))
        return True


def shares_deflated_frames(extensions: Any) -> bool:
    """Whether this client can read frames deflated with the full window and no memory.

    A client that asked for a smaller window gets plain frames, which are always allowed.
    """
    return any(
        isinstance(extension, PerMessageDeflate)
        and extension.local_no_context_takeover
        and extension.local_max_window_bits == zlib.MAX_WBITS
        for extension in extensions
    )


class _Gone(asyncio.Transport):
    """Stands in for a transport that belongs to somebody else now."""

    def close(self) -> None:
        """Nothing to close here any more."""

    def write(self, data: Any) -> None:
        """Nobody to write to."""

    def is_closing(self) -> bool:
        return True


GONE = _Gone()


class PatientHttp(Patience, HttpToolsProtocol):
    """Plain HTTP that ends connections which owe a request, and nothing else."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]
        self.begin_waiting()

    def data_received(self, data: bytes) -> None:
        self.hear()
        super().data_received(data)
        self.go_on_waiting()

    def on_message_begin(self) -> None:
        self.is_owed = True
        super().on_message_begin()

    def on_message_complete(self) -> None:
        self.is_owed = False
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        self.wait_no_more()  # or it would keep all this in memory for each reader's first minute
        super().handle_websocket_upgrade()

    def connection_lost(self, error: Exception | None) -> None:
        self.wait_no_more()
        super().connection_lost(error)

    def listens(self) -> bool:
        return not self.flow.read_paused

    def give_up(self) -> None:
        self.transport.close()


class Host:
    """The server around one connection that wants to become a WebSocket."""

    def __init__(self, config: Config, state: ServerState, app_state: dict[str, Any]) -> None:
        self._config = config
        self._state = state
        self._app_state = app_state

    @property
    def is_mounted(self) -> bool:
        """Whether the application sits below a path."""
        return bool(self._config.root_path)

    @property
    def deflates(self) -> bool:
        return self._config.ws_per_message_deflate

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """What every answer carries."""
        return self._state.default_headers

    def whole_protocol(self, transport: asyncio.Transport) -> DetachableProtocol:
        """Serves this connection in every way that WebSockets know."""
        protocol = DetachableProtocol(self._config, self._state, self._app_state)
        protocol.connection_made(transport)
        return protocol

    def hold(self, connection: Any) -> None:
        """Count a connection whose `shutdown()` is to be called at the server's end."""
        self._state.connections.add(connection)

    def let_go(self, connection: Any) -> None:
        self._state.connections.discard(connection)

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """In a task that the server knows, and waits for at its end."""
        task = asyncio.get_running_loop().create_task(work)
        self._state.tasks.add(task)
        task.add_done_callback(self._state.tasks.discard)

    async def ask(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Call the application."""
        await self._config.loaded_app(scope, receive, send)

    def scope(self, transport: asyncio.Transport) -> dict[str, Any]:
        """What the application is to know of the connection, before any request."""
        return {
            "type": "websocket",
            "asgi": {"version": self._config.asgi_version, "spec_version": "2.4"},
            "http_version": "1.1",
            "scheme": "wss" if is_ssl(transport) else "ws",
            "server": get_local_addr(transport),
            "client": get_remote_addr(transport),
            "root_path": "",
            "subprotocols": [],
            "state": self._app_state.copy(),
        }
