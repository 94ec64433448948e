"""The hub's one subscription to the channel layer. Losing it costs nothing but the tick."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

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
                log.warning("doorbell subscription lost: %s", error or type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self) -> None:
        layer = get_channel_layer()
        if layer is None:
            raise RuntimeError("no channel layer is configured")
        channel = await layer.new_channel("hub")
        await layer.group_add(GROUP, channel)
        while True:
            try:
                async with asyncio.timeout(RENEW_SECONDS):
                    message = await layer.receive(channel)
            except TimeoutError:
                await layer.group_add(GROUP, channel)
            else:
                self._heard(message["blog"], message["epoch"], message["seq"])
