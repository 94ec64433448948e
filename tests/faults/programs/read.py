"""A reader that a test may stop: says how many numbers it knows, one a line."""

from __future__ import annotations

import asyncio
import sys
import time

import django

from tests.faults.raw import open_socket

django.setup()

from tests.faults.fleet import reading  # noqa: E402


async def follow(url: str) -> None:
    """Read the blog on `url` for ever."""
    async with reading(1, url) as fleet:
        known = -1
        while True:
            await asyncio.sleep(0.02)
            if (seq := fleet.readers[0].seq) != known:
                known = seq
                print(known, flush=True)


def hold(host: str, port: str) -> None:
    """Open a socket and do nothing more."""
    raw = open_socket(host, int(port))
    print(raw.getsockname()[1], flush=True)
    time.sleep(600)


if __name__ == "__main__":
    if sys.argv[1] == "hold":
        hold(*sys.argv[2:])
    else:
        asyncio.run(follow(sys.argv[1]))
