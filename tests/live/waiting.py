"""Doing newsroom work from a loop, and waiting for what follows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from channels.db import database_sync_to_async

# `await newsroom(make_post)(blog)`: in a thread, whose connection is given back.
newsroom = database_sync_to_async


async def eventually(happens: Callable[[], object], seconds: float = 5.0) -> None:
    """Return once `happens()` is true; AssertionError after `seconds`."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while not happens():
        assert loop.time() < deadline, "it never happened"
        await asyncio.sleep(0.005)
