"""Single flight: whoever wants the same thing at the same time waits for one piece of work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any


class Flights:
    def __init__(self) -> None:
        self._tasks: dict[Hashable, asyncio.Task[Any]] = {}

    def __contains__(self, key: Hashable) -> bool:
        return key in self._tasks

    async def share(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
        """The outcome of the work under way for `key`, begun where there is none.

        Whoever is cancelled while waiting cancels nobody else. Raises what the work raises, for
        everybody.
        """
        return await asyncio.shield(self.start(key, work))

    def start(
        self, key: Hashable, work: Callable[[], Coroutine[Any, Any, Any]]
    ) -> asyncio.Task[Any]:
        """Begin the work for `key` unless it is under way; returns its task."""
        task = self._tasks.get(key)
        if task is None:
            task = self._tasks[key] = asyncio.get_running_loop().create_task(work())
            task.add_done_callback(lambda done: self._landed(key, done))
        return task

    def _landed(self, key: Hashable, task: asyncio.Task[Any]) -> None:
        del self._tasks[key]
        if not task.cancelled():
            task.exception()  # asked for here, since everybody who waited may have gone
