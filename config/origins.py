"""Which pages may open a socket."""

from urllib.parse import ParseResult

from channels.security.websocket import OriginValidator


class SiteOrigin(OriginValidator):
    """Browsers always name their page's origin and it must be ours; other programs name none."""

    def valid_origin(self, parsed_origin: ParseResult | None) -> bool:
        """Whether the handshake may go on; without an origin there is no visitor to protect."""
        return parsed_origin is None or self.validate_origin(parsed_origin)
