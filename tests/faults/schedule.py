"""A random day: verbs, and faults of everything they lean on, drawn from one seed."""

from __future__ import annotations

import asyncio
import contextlib
import random
import signal
import sqlite3
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any
from uuid import UUID

import httpx

from tests.faults.api import post
from tests.faults.fleet import Fleet
from tests.faults.servers import Server
from tests.faults.town import Town
from tests.faults.writers import Writer
from tests.services import Service, tell_redis

STEPS = 18  # of which about two thirds are verbs
RECENT = 12  # posts that verbs pick from
POINTS = ("before_commit", "after_commit", "after_doorbell")
BRIEF, LONG = 0.3, 1.5  # seconds
STOPPED = 4.0  # until a server gives a narrow reader up
BIG = 9_000  # characters; a narrow line holds none of it
BACK_SECONDS = 60.0


class Schedule:
    """`run` does it all and leaves everything healed; `keys` are those of acknowledged posts."""

    def __init__(
        self,
        seed: int,
        town: Town,
        servers: list[Server],
        redis: Service,
        writer: Writer,
        fleet: Fleet,
    ) -> None:
        self.town, self.servers, self.redis = town, servers, redis
        self.writer, self.fleet = writer, fleet
        self.keys: list[UUID] = []
        self._random = random.Random(seed)
        self._name = f"s{seed}"
        self._meanwhile: list[asyncio.Task[None]] = []

    async def run(self) -> None:
        for number in range(STEPS):
            step = self._random.choices(*zip(*self._chances(), strict=True))[0]
            print(f"{number:2} {step.__name__.strip('_')}")
            await step()
            await asyncio.sleep(self._random.uniform(0, BRIEF))
        await self._heal()

    def _chances(self) -> list[tuple[Callable[[], Awaitable[None]], int]]:
        return [
            (self._publish, 7),
            (self._change_a_post, 8),
            (self._publish_over_the_api, 3),
            (self._kill_the_newsroom, 1),
            (self._kill_a_server, 1),
            (self._kill_a_publishing_server, 1),
            (self._freeze_a_server, 1),
            (self._restart_redis, 1),
            (self._flush_redis, 1),
            (self._freeze_redis, 1),
            (self._mangle_doorbells, 1),
            (self._lock_the_database, 1),
            (self._lose_sockets, 2),
            (self._slow_a_reader, 1),
            (self._stop_a_narrow_reader, 1),
        ]

    # Verbs

    async def _publish(self, padding: int = 0) -> None:
        order = self._order()
        answer = await self.writer.do("publish", **order, padding=padding)
        assert "seq" in answer, answer
        self.keys.append(UUID(order["client_id"]))

    async def _change_a_post(self) -> None:
        verbs = "edit correct retract restore pin unpin key unkey edit_blog draft".split()
        verb = self._random.choice(verbs)
        which = -self._random.randint(1, RECENT)
        answer = await self.writer.do(verb, which=which, text=self._order()["text"])
        assert "error" not in answer, answer

    async def _publish_over_the_api(self) -> None:
        await self._retried(self._order())

    def _order(self) -> dict[str, str]:
        number = self._random.getrandbits(128)
        return {"text": f"{self._name} {number % 10**6}", "client_id": str(UUID(int=number))}

    async def _retried(self, order: dict[str, str]) -> None:
        """Post under one key until a server has acknowledged it, as the composer does."""
        said = {"body": order["text"], "client_id": order["client_id"]}
        async with asyncio.timeout(BACK_SECONDS):
            while True:
                with contextlib.suppress(httpx.HTTPError):
                    server = self._random.choice(self.servers)
                    answer = await post(self.fleet.client, server, **said)
                    if answer.status_code in (200, 201):
                        break
                    assert answer.status_code == 503, answer.text
                await asyncio.sleep(0.2)
        self.keys.append(UUID(order["client_id"]))
        self.writer.acknowledged.append({"seq": answer.json()["version"]})

    # Faults

    async def _kill_the_newsroom(self) -> None:
        order, point = self._order(), self._random.choice(POINTS)
        assert await self.writer.do("publish", **order, die=point) == {"died": True}
        answer = await self.writer.do("publish", **order)
        assert answer["new"] == (point == "before_commit")
        self.keys.append(UUID(order["client_id"]))

    async def _kill_a_server(self) -> None:
        server = self._random.choice(self.servers)
        server.kill()
        server.launch()

    async def _kill_a_publishing_server(self) -> None:
        await self._settle()
        await self._heal_servers()
        order, point = self._order(), self._random.choice(POINTS)
        self.town.arm(point)
        server = self._random.choice(self.servers)
        said = {"body": order["text"], "client_id": order["client_id"]}
        try:
            await post(self.fleet.client, server, **said)
        except httpx.HTTPError:
            server.kill()
            server.launch()
        self.town.disarm(point)
        await self._retried(order)

    async def _freeze_a_server(self) -> None:
        server = self._random.choice(self.servers)
        await self._for_a_while(
            lambda: server.signal(signal.SIGSTOP), lambda: server.signal(signal.SIGCONT)
        )

    async def _restart_redis(self) -> None:
        await self._settle()
        self.redis.stop()
        await self._for_a_while(lambda: None, self._start_redis)

    async def _freeze_redis(self) -> None:
        await self._settle()
        await self._for_a_while(self.redis.pause, self.redis.resume)

    async def _flush_redis(self) -> None:
        await self._settle()
        tell_redis(self.redis, "FLUSHALL")
        tell_redis(self.redis, "CLIENT", "KILL", "TYPE", "pubsub")

    async def _mangle_doorbells(self) -> None:
        self.town.doorbells(self._random.choice(["drop", "swap", "double", ""]))

    async def _lock_the_database(self) -> None:
        await self._settle()
        lock = sqlite3.connect(self.town.database, isolation_level=None, check_same_thread=False)

        def unlock() -> None:
            lock.execute("ROLLBACK")
            lock.close()

        await self._for_a_while(lambda: lock.execute("BEGIN IMMEDIATE"), unlock)

    async def _lose_sockets(self) -> None:
        for reader in self._random.sample(self.fleet.readers, 3):
            reader.lose_socket()

    async def _slow_a_reader(self) -> None:
        self._random.choice(self.fleet.readers).sleep(LONG)

    async def _stop_a_narrow_reader(self) -> None:
        """It lags, and is told that it is behind; or is given up, and comes back."""
        narrow = [reader for reader in self.fleet.readers if reader.is_narrow]
        self._random.choice(narrow).sleep(self._random.choice([LONG, STOPPED]))
        for _ in range(3):
            await self._publish(padding=BIG)

    # How

    async def _for_a_while(self, begin: Callable[[], object], end: Callable[[], object]) -> None:
        begin()
        seconds = self._random.uniform(BRIEF, LONG)
        self._meanwhile.append(asyncio.create_task(_later(seconds, end)))

    async def _settle(self) -> None:
        """What goes on meanwhile comes to its end."""
        await asyncio.gather(*self._meanwhile)
        self._meanwhile.clear()

    def _start_redis(self) -> None:
        if self.redis.process is None:
            self.redis.start()

    async def _heal(self) -> None:
        await self._settle()
        self.town.doorbells("")
        await self._heal_servers()

    async def _heal_servers(self) -> None:
        for server in self.servers:
            await self.fleet.until(server.answers, "a server is back", BACK_SECONDS)


def _later(seconds: float, end: Callable[[], object]) -> Coroutine[Any, Any, None]:
    async def wait_and_end() -> None:
        await asyncio.sleep(seconds)
        end()

    return wait_and_end()
