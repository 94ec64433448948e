"""Which pages may open a socket."""

from typing import Any
from urllib.parse import ParseResult, urlparse

from channels.security.websocket import OriginValidator, WebsocketDenier


class SiteOrigin(OriginValidator):
    """Browsers always name their page's origin and it must be ours; other programs name none."""

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Let the handshake through, or refuse it: also where the origin is no address at all."""
        origins = [value for name, value in scope.get("headers", []) if name == b"origin"]
        gate = super().__call__ if all(map(is_address, origins)) else WebsocketDenier()
        await gate(scope, receive, send)

    def valid_origin(self, parsed_origin: ParseResult | None) -> bool:
        """Whether the handshake may go on; without an origin there is no visitor to protect."""
        return parsed_origin is None or self.validate_origin(parsed_origin)


def is_address(origin: bytes) -> bool:
    """Whether it can be read; its port is looked at by asking for it."""
    try:
        _port = urlparse(origin.decode("latin-1")).port
    except ValueError:
        return False
    return True
