"""A locked database and a full disk: no acknowledgement without a row, and readers go on."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import sqlite3
from collections.abc import Iterator

import httpx
import pytest

from tests.faults.api import post
from tests.faults.checker import check
from tests.faults.fleet import Fleet, reading
from tests.faults.servers import Server
from tests.faults.town import Town
from tests.faults.writers import Writer

pytestmark = pytest.mark.slow
LOCKED_SECONDS = 10
LOGIN = "/newsroom/account/login/"
PASSWORD = "correct horse battery staple"


@contextlib.contextmanager
def locked(town: Town) -> Iterator[None]:
    """Another process writes, and does not end."""
    with contextlib.closing(sqlite3.connect(town.database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


@contextlib.contextmanager
def full_disk(server: Server) -> Iterator[None]:
    """No file of this server may grow."""
    before = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, before)


async def readers_go_on(fleet: Fleet, server: Server) -> None:
    answer = await fleet.client.get(f"{server.url}/live/storm/?order=oldest")
    assert answer.status_code == 200
    assert answer.elapsed.total_seconds() < 2
    assert all(reader.is_connected for reader in fleet.readers)


async def test_a_locked_database_refuses_writers_and_no_reader(
    town: Town, server: Server, writer: Writer
) -> None:
    async with reading(4, server.url) as fleet:
        with locked(town):
            call = asyncio.create_task(post(fleet.client, server, body="Through the API"))
            refused = asyncio.create_task(writer.do("publish", text="From a command"))
            await asyncio.sleep(1)
            await readers_go_on(fleet, server)
            answer = await call
            assert (answer.status_code, answer.json()["type"]) == (503, "urn:liveblog:problem:busy")
            assert int(answer.headers["Retry-After"]) > 0
            assert "locked" in (await refused)["error"]
            await readers_go_on(fleet, server)
        assert "Through the API" not in (await writer.do("head"))["all_bodies"]
        assert (await post(fleet.client, server, body="Again")).status_code == 201
        await check(fleet, writer)
        assert not any(reader.codes for reader in fleet.readers)


async def test_signing_in_to_a_locked_database_is_to_be_tried_again(
    town: Town, server: Server
) -> None:
    made = f"User.objects.create_user('meral', password='{PASSWORD}')"
    town.command("shell", "-c", f"from django.contrib.auth.models import User; {made}")
    async with httpx.AsyncClient(base_url=server.url, timeout=30) as browser:
        await browser.get(LOGIN)
        token = browser.cookies["csrftoken"]
        typed = {"login": "meral", "password": PASSWORD, "csrfmiddlewaretoken": token}
        with locked(town):
            refused = await browser.post(LOGIN, data=typed)
            assert (refused.status_code, "sessionid" in browser.cookies) == (503, False)
            assert int(refused.headers["Retry-After"]) > 0
        assert (await browser.post(LOGIN, data=typed)).status_code == 302
        assert "sessionid" in browser.cookies


async def test_a_lock_of_ten_seconds_is_outlived_by_readers(
    town: Town, server: Server, writer: Writer
) -> None:
    async with reading(2, server.url) as fleet:
        with locked(town):
            await asyncio.sleep(LOCKED_SECONDS)
        await writer.do("publish", text="After the lock")
        await check(fleet, writer, 4)
        assert not any(reader.codes for reader in fleet.readers)


async def test_a_full_disk_acknowledges_nothing(server: Server, writer: Writer) -> None:
    async with reading(4, server.url) as fleet:
        with full_disk(server):
            answer = await post(fleet.client, server, body="On a full disk")
            assert answer.status_code == 503
            assert "Retry-After" in answer.headers
            await readers_go_on(fleet, server)
        assert "On a full disk" not in (await writer.do("head"))["all_bodies"]
        assert (await post(fleet.client, server, body="With room again")).status_code == 201
        await check(fleet, writer)
