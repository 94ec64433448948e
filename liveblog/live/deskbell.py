"""What newsrooms tell each other: that something unpublished has changed, and who is writing.

Hints, like the doorbell's, over the same layer: the newsroom's pages ask the API for the truth.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from liveblog.live import doorbell

DESK = "desk"  # the type of these messages on the layer

Hint = dict[str, Any]
Listener = Callable[[Hint], None]
_listeners: set[Listener] = set()


def listen(listener: Listener) -> None:
    """Have `listener(hint)` called, in any thread, for the hints of this process."""
    _listeners.add(listener)


def forget(listener: Listener) -> None:
    _listeners.discard(listener)


def changed(blog_id: int, post_id: str) -> None:
    """Tell every newsroom of this blog that an unpublished post has changed. Returns at once."""
    tell({"about": "post", "blog": blog_id, "post": post_id})


def tell(hint: Hint) -> None:
    """Pass a hint to all desks of all processes."""
    for listener in tuple(_listeners):
        listener(hint)
    if doorbell.layer_reaches_others():
        doorbell.send_later({"type": DESK, "hint": hint})
