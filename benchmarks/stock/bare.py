"""The fastest answer that an ASGI server can pass on: bytes from memory."""

import os
from typing import Any

BODY = b"x" * int(os.environ.get("BARE_SIZE", "0"))
HEADERS = [
    (b"content-type", b"text/html; charset=utf-8"),
    (b"content-length", str(len(BODY)).encode()),
]


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] != "http":
        return
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": BODY})
