"""The doorbell: a hint that a blog has a new head. Never the message, hardly ever waited for.

Hubs of this process hear it directly, and may be handed the frame that leads there. Other
processes hear it through the channel layer, sent by a thread of its own, so that a dead or frozen
Redis costs publishing nothing; what is lost there, the hubs' tick makes good.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import Callable
from typing import Any

from channels.layers import InMemoryChannelLayer, get_channel_layer

from liveblog.live.frames import Frame

GROUP = "liveblog.doorbell"
RING = "doorbell"  # the type of a message that tells of a new head
SEND_SECONDS = 2.0  # a layer that takes longer is as good as down
WAITING = 1_000  # rings kept for a slow layer; older ones are worthless, the tick is faster

log = logging.getLogger(__name__)

Listener = Callable[[int, str, int, Frame | None], None]
_listeners: set[Listener] = set()
_waiting: queue.Queue[dict[str, Any]] = queue.Queue(WAITING)
_starting = threading.Lock()
_sender: threading.Thread | None = None


def listen(listener: Listener) -> None:
    """Have `listener(blog_id, epoch, seq, frame)` called in any thread, for own rings."""
    _listeners.add(listener)


def forget(listener: Listener) -> None:
    _listeners.discard(listener)


def ring(blog_id: int, epoch: str, seq: int, frame: Frame | None = None) -> None:
    """Tell every hub that blog `blog_id` now stands at change `seq`.

    `frame` leads there from the change before, where the caller has it at hand.
    """
    for listener in tuple(_listeners):
        listener(blog_id, epoch, seq, frame)
    if layer_reaches_others():
        send_later({"type": RING, "blog": blog_id, "epoch": epoch, "seq": seq})


def is_heard_here() -> bool:
    """Whether a hub of this process listens."""
    return bool(_listeners)


def layer_reaches_others() -> bool:
    """Whether the configured layer carries anything beyond this process."""
    layer = get_channel_layer()
    return layer is not None and not isinstance(layer, InMemoryChannelLayer)


def send_later(message: dict[str, Any]) -> None:
    """Send a hint to all processes through the layer; never waits, never fails."""
    _start_sender()
    try:
        _waiting.put_nowait(message)
    except queue.Full:
        log.warning("doorbell dropped, the channel layer is too slow; the tick carries the update")


def _start_sender() -> None:
    global _sender
    with _starting:
        if _sender is None or not _sender.is_alive():
            _sender = threading.Thread(target=_send_all, name="doorbell", daemon=True)
            _sender.start()


def _send_all() -> None:
    with asyncio.Runner() as runner:
        while True:
            # Waited for in this thread: a worker of the loop's own would keep the process alive.
            runner.run(_send(_waiting.get()))


async def _send(message: dict[str, Any]) -> None:
    try:
        async with asyncio.timeout(SEND_SECONDS):
            await _layer().group_send(GROUP, message)
    except Exception as error:
        # Whatever a layer raises, the next ring must be tried: the tick covers this one.
        log.warning("doorbell not sent: %s", str(error) or type(error).__name__)


def _layer() -> Any:
    layer = get_channel_layer()
    if layer is None:
        raise RuntimeError("no channel layer is configured")
    return layer
