"""Who may join, and where. Readers are nobody in particular: no session, no user, no query."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import parse_qs

from liveblog.live.fastlane import EXTENSION, DetachedReader
from liveblog.live.hub import Hub, running_hub
from liveblog.live.readers import NOT_FOUND, POLICY, AsgiReader
from liveblog.live.topics import Head

MAX_SEQ = 2**53  # what JavaScript counts to


async def reader_socket(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """A reader's socket: `/live/<slug>/socket?since=N&epoch=E`. An ASGI application."""
    await receive()  # websocket.connect
    hub = await running_hub()
    head = hub.find(scope["url_route"]["kwargs"]["slug"])
    if head is None:
        await send({"type": "websocket.close", "code": NOT_FOUND})
        return
    await send({"type": "websocket.accept"})
    since, epoch = known_by(scope)
    if (reader := detached(scope, hub)) is not None:
        await hub.join(head, reader, since, epoch)
    else:
        await _serve(hub, head, since, epoch, receive, send)


def detached(scope: dict[str, Any], hub: Hub) -> DetachedReader | None:
    """The fast lane's reader where the server offers it, and this client has not spoken yet."""
    detach = scope.get("extensions", {}).get(EXTENSION)
    if detach is None:
        return None
    reader = DetachedReader(hub.leave)
    return reader if detach(reader, reader.attach) else None


async def _serve(
    hub: Hub, head: Head, since: int | None, epoch: str, receive: Any, send: Any
) -> None:
    reader = AsgiReader(send)
    writing = asyncio.create_task(reader.run())
    reader.cut_off = writing.cancel
    listening = asyncio.create_task(_listen(receive, reader))
    try:
        await hub.join(head, reader, since, epoch)
        await asyncio.wait({writing, listening}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        reader.is_gone = True
        hub.leave(reader)
        writing.cancel()
        listening.cancel()
        await asyncio.gather(writing, listening, return_exceptions=True)


async def _listen(receive: Any, reader: AsgiReader) -> None:
    """Wait for the reader to go; one that says anything is shown the door."""
    message = await receive()
    if message["type"] == "websocket.receive":
        reader.close(POLICY)
        while message["type"] != "websocket.disconnect":
            message = await receive()


def known_by(scope: dict[str, Any]) -> tuple[int | None, str]:
    """The last change and the epoch that the reader says it knows; nonsense counts as nothing."""
    query = parse_qs(scope["query_string"].decode("ascii", "replace"))
    since = query.get("since", [""])[0]
    known = int(since) if since.isascii() and since.isdigit() and len(since) < 17 else None
    return (known if known is None or known <= MAX_SEQ else None), query.get("epoch", [""])[0]
