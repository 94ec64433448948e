"""Publishing over the API, as a program does."""

from __future__ import annotations

from typing import Any

import httpx

from tests.faults.places import SLUG
from tests.faults.servers import Server


async def post(client: httpx.AsyncClient, server: Server, **content: Any) -> httpx.Response:
    """Ask a server to publish. Raises httpx.HTTPError when it does not answer."""
    return await client.post(
        f"{server.url}/api/v1/blogs/{SLUG}/posts",
        json={"status": "published", **content},
        headers={"Authorization": f"Bearer {server.town.token}"},
        timeout=30,
    )
