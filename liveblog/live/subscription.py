"""The hub's one subscription to the channel layer. Losing it costs nothing but the tick."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from channels.layers import get_channel_layer

from liveblog.live.doorbell import GROUP

RENEW_SECONDS = 20.0  # layers let memberships lapse, and none tells when it has lost one
RETRY_SECONDS = 1.0

log = logging.getLogger(__name__)


class Subscription:
    """Calls `heard(blog_id, epoch, seq)` for every ring that the layer delivers."""

    def __init__(self, heard: Callable[[int, str, int], None]) -> None:
        self._heard = heard

    async def run(self) -> None:
        """Listen until cancelled, through any failure of the layer."""
        while True:
            try:
                await self._listen()
            except Exception as error:
                # Whatever a layer raises while it is down: subscribe anew, the tick goes on.
                log.warning("doorbell subscription lost: %s", str(error) or type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self) -> None:
        layer = get_channel_layer()
        if layer is None:
            raise RuntimeError("no channel layer is configured")
        channel = await layer.new_channel("hub")
        await layer.group_add(GROUP, channel)
        while True:
            message = await self._next(layer, channel)
            self._heard(message["blog"], message["epoch"], message["seq"])

    async def _next(self, layer: Any, channel: str) -> dict[str, Any]:
        """The next message, with the membership renewed while there is none.

        `receive` is never cut short to renew: layers then give the channel up.
        """
        receiving = asyncio.ensure_future(layer.receive(channel))
        try:
            while not receiving.done():
                await asyncio.wait({receiving}, timeout=RENEW_SECONDS)
                if not receiving.done():
                    await layer.group_add(GROUP, channel)
            return receiving.result()
        finally:
            receiving.cancel()
