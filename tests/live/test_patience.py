"""Connections that owe a request end after a while; all others stay."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from liveblog.live import patience
from liveblog.live.hub import Hub
from liveblog.live.uvicorn_parts import PatientHttp
from liveblog.models import LiveBlog
from tests.live.sockets import FAST_LANE, Address, serving
from tests.live.waiting import eventually

PATIENCE = 0.3
REQUEST = b"GET /robots.txt HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@pytest_asyncio.fixture
async def server(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Address]:
    monkeypatch.setattr(patience, "SILENT_REQUEST_SECONDS", PATIENCE)
    async with serving(FAST_LANE, http=PatientHttp) as address:
        yield address


async def connected(server: Address, words: bytes) -> Streams:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(words)
    return reader, writer


async def is_ended(streams: Streams, seconds: float = 10) -> bool:
    """Whether the server ends the connection in this time."""
    reader, writer = streams
    try:
        async with asyncio.timeout(seconds):
            while await reader.read(65536):
                pass
    except TimeoutError:
        return False
    finally:
        writer.close()
    return True


@pytest.mark.parametrize(
    "words",
    [
        b"",
        REQUEST[:30],
        b"POST /newsroom/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nhalf",
    ],
    ids=["nothing", "half a header", "half a body"],
)
async def test_who_owes_a_request_is_not_waited_for(server: Address, words: bytes) -> None:
    assert await is_ended(await connected(server, words))


async def test_half_of_a_second_request_is_not_waited_for_either(server: Address) -> None:
    assert await is_ended(await connected(server, REQUEST + REQUEST[:30]))


async def test_who_has_been_answered_may_stay(server: Address) -> None:
    assert not await is_ended(await connected(server, REQUEST), 5 * PATIENCE)


async def test_slow_is_not_silent(server: Address) -> None:
    reader, writer = await connected(server, b"")
    for byte in REQUEST:
        writer.write(bytes([byte]))
        await asyncio.sleep(3 * PATIENCE / len(REQUEST))
    assert (await asyncio.wait_for(reader.readline(), 5)).startswith(b"HTTP/1.1 ")
    writer.close()


async def test_a_reader_who_says_nothing_stays(server: Address, blog: LiveBlog) -> None:
    async with await server.reader(blog) as reader:
        await asyncio.sleep(3 * PATIENCE)
        await (await reader.ping())


async def test_nothing_is_kept_of_the_request_that_became_a_socket(
    server: Address, blog: LiveBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SILENT_REQUEST_SECONDS", 60)
    async with await server.reader(blog):
        gc.collect()
        kept = [each for each in gc.get_objects() if type(each) is PatientHttp]
        assert kept == []


class Listener(patience.Patience):
    """Whose connection has an end that can be seen."""

    is_listening = True
    gave_up = False

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()

    def listens(self) -> bool:
        return self.is_listening

    def give_up(self) -> None:
        self.gave_up = True


async def test_who_is_not_listened_to_is_not_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that has paused reading hears nothing, however much was sent."""
    monkeypatch.setattr(patience, "SILENT_REQUEST_SECONDS", PATIENCE)
    listener = Listener()
    listener.is_listening = False
    listener.begin_waiting()
    await asyncio.sleep(3 * PATIENCE)
    assert not listener.gave_up
    listener.is_listening = True
    await eventually(lambda: listener.gave_up)


async def test_who_is_waited_for_no_more_is_not_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SILENT_REQUEST_SECONDS", PATIENCE)
    listener = Listener()
    listener.begin_waiting()
    listener.wait_no_more()
    await asyncio.sleep(2 * PATIENCE)
    assert not listener.gave_up
