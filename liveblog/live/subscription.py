"""The hub's one subscription to the channel layer. Losing it costs nothing but the tick."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from channels.layers import get_channel_layer

from liveblog.live.deskbell import DESK, Hint
from liveblog.live.doorbell import GROUP, RING

RENEW_SECONDS = 5.0  # layers let memberships lapse, and none tells when it has lost one
ANSWER_SECONDS = 2.0  # a layer that takes longer to say our own words again has lost us
RETRY_SECONDS = 1.0
ECHO = {"type": "echo"}  # rung after silence; whoever hears one knows that the layer works

log = logging.getLogger(__name__)


class Subscription:
    """Calls `heard(blog_id, epoch, seq)` for every ring that the layer delivers, and
    `told(hint)` for the hints of other processes' newsrooms."""

    def __init__(
        self,
        heard: Callable[[int, str, int], object],
        told: Callable[[Hint], None] = lambda hint: None,
    ) -> None:
        self._heard = heard
        self._told = told

    async def run(self) -> None:
        """Listen until cancelled, through any failure of the layer."""
        while True:
            try:
                await self._listen()
            except Exception as error:
                # Whatever a layer raises while it is down: subscribe anew, the tick goes on.
                log.warning("doorbell subscription lost: %s", str(error) or type(error).__name__)
                await _hang_up()
                await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self) -> None:
        layer = get_channel_layer()
        if layer is None:
            raise RuntimeError("no channel layer is configured")
        async with asyncio.timeout(ANSWER_SECONDS):
            channel = await layer.new_channel("hub")
            await layer.group_add(GROUP, channel)
        while True:
            message = await self._next(layer, channel)
            if message["type"] == RING:
                self._heard(message["blog"], message["epoch"], message["seq"])
            elif message["type"] == DESK:
                self._told(message["hint"])

    async def _next(self, layer: Any, channel: str) -> dict[str, Any]:
        """The next message; after a silence, at least the echo of our own.

        `receive` is never cut short to renew: layers then give the channel up. Raises what the
        layer raises, TimeoutError when it hangs, ConnectionError when it has become deaf.
        """
        receiving = asyncio.ensure_future(layer.receive(channel))
        try:
            if not await _arrives(receiving, RENEW_SECONDS):
                async with asyncio.timeout(ANSWER_SECONDS):
                    await layer.group_add(GROUP, channel)
                    await layer.group_send(GROUP, ECHO)
                if not await _arrives(receiving, ANSWER_SECONDS):
                    raise ConnectionError("the layer does not repeat what it is told")
            return receiving.result()
        finally:
            receiving.cancel()


async def _arrives(receiving: asyncio.Future[dict[str, Any]], seconds: float) -> bool:
    done, _pending = await asyncio.wait({receiving}, timeout=seconds)
    return bool(done)


async def _hang_up() -> None:
    """Drop the layer's connections, which it would else keep however dead they are.

    A pub/sub layer keeps nothing in Redis that others could miss.
    """
    layer = get_channel_layer()
    if layer is None:
        return
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            await layer.flush()
    except Exception as error:
        log.warning("old connection to the layer: %s", str(error) or type(error).__name__)
