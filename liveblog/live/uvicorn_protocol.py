"""uvicorn's WebSocket protocol, offering sockets to the fast lane.

Everything private of uvicorn that detaching a socket leans on stands in this file: the attributes
`conn`, `connections`, `queue`, `scope`, `stop_keepalive`, `transport`, and that `run_asgi` closes
`self.transport` when the application returns. tests/live/test_uvicorn_protocol.py names what
broke when uvicorn is upgraded.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import (
    PerMessageDeflate,
    ServerPerMessageDeflateFactory,
)
from websockets.http11 import Request

from liveblog.live.fastlane import EXTENSION

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
