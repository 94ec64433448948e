"""Who may join, and where. Readers are nobody in particular: no session, no user, no query."""

from __future__ import annotations

import asyncio
import logging
from typing import Any
from urllib.parse import parse_qs

from liveblog.live.doorkeeper import RETRY_SECONDS
from liveblog.live.fastlane import EXTENSION, DetachedReader
from liveblog.live.heads import Head
from liveblog.live.hub import Hub, running_hub
from liveblog.live.readers import COME_BACK, NOT_FOUND, POLICY, TRY_LATER, AsgiReader

MAX_SEQ = 2**53  # what JavaScript counts to

log = logging.getLogger(__name__)


async def reader_socket(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """A reader's socket: `/live/<slug>/socket?since=N&epoch=E`. An ASGI application."""
    await receive()  # websocket.connect
    hub = await running_hub()
    head = hub.heads.find(scope["url_route"]["kwargs"]["slug"])
    if head is None:
        await send({"type": "websocket.close", "code": NOT_FOUND})
        return
    address = (scope.get("client") or ("",))[0]
    if not hub.readership.door.admit(address, asyncio.get_running_loop().time()):
        await refuse(scope, send)
        return
    detached = False
    try:
        await send({"type": "websocket.accept"})
        detached = await _serve_detached(hub, head, scope)
        if not detached:
            await _serve(hub, head, scope, receive, send)
    finally:
        if not detached:
            hub.readership.door.release(address)


async def no_socket(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """There is nothing at this address."""
    await receive()
    await send({"type": "websocket.close", "code": NOT_FOUND})


async def refuse(scope: dict[str, Any], send: Any) -> None:
    """Too many: 503 where the server can say so, and the page polls meanwhile."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": TRY_LATER})
        return
    headers = [(b"retry-after", str(RETRY_SECONDS).encode())]
    await send({"type": "websocket.http.response.start", "status": 503, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": b""})


async def _serve_detached(hub: Hub, head: Head, scope: dict[str, Any]) -> bool:
    """Use the fast lane where the server offers it, and this client has not spoken yet."""
    detach = scope.get("extensions", {}).get(EXTENSION)
    address = (scope.get("client") or ("",))[0]
    reader = DetachedReader(hub.readership.dismiss, address)
    if detach is None or not detach(reader, reader.attach):
        return False
    try:
        await hub.readership.join(head, reader, *known_by(scope))
    except Exception:
        # The socket is the reader's own now: without a topic it must not stay open.
        log.exception("a reader could not join")
        reader.close(COME_BACK)
    return True


async def _serve(hub: Hub, head: Head, scope: dict[str, Any], receive: Any, send: Any) -> None:
    reader = AsgiReader(send)
    writing = asyncio.create_task(reader.run())
    reader.cut_off = writing.cancel
    listening = asyncio.create_task(_listen(receive, reader))
    try:
        await hub.readership.join(head, reader, *known_by(scope))
        await asyncio.wait({writing, listening}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        reader.is_gone = True
        hub.readership.leave(reader)
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
