"""Channel layers that fail in the ways that real ones do."""

from __future__ import annotations

import asyncio
import time
from typing import Any


class Recording:
    """Keeps what is sent, on the class, since every thread makes a layer of its own."""

    sent: list[tuple[str, dict[str, Any]]] = []

    def __init__(self, **config: Any) -> None:
        """Takes any configuration."""

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        self.sent.append((group, message))

    @classmethod
    def numbers(cls) -> list[int]:
        """The numbers that were rung."""
        return [message["seq"] for _, message in cls.sent]


class Raising(Recording):
    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        raise ConnectionError("Redis is down")


class Hanging(Recording):
    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        await asyncio.sleep(3600)


class Blocking(Recording):
    """Does not even give the loop back."""

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        time.sleep(1)  # noqa: ASYNC251 - the fault


class RaisingOnce(Recording):
    failures = 1

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        if type(self).failures:
            type(self).failures -= 1
            raise ConnectionError("Redis is down")
        await super().group_send(group, message)
