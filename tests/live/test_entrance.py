"""The readers' entrance under a real server."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import uvicorn
from websockets.exceptions import InvalidStatus

from liveblog.live import entrance as entrances
from liveblog.live.entrance import Entrance
from liveblog.live.fastlane import DetachedReader
from liveblog.live.hub import Hub
from liveblog.live.uvicorn_parts import GONE
from liveblog.models import LiveBlog
from tests.live.sockets import FAST_LANE, RawReader, serving
from tests.live.waiting import eventually, newsroom
from tests.world import make_post


class Watched(Entrance):
    made: list[Entrance] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.made.append(self)


@pytest.fixture
def watched() -> type[Watched]:
    Watched.made.clear()
    return Watched


async def test_a_reader_is_detached_and_hears_the_news(
    hub: Hub, blog: LiveBlog, watched: type[Watched]
) -> None:
    async with serving(watched) as address:
        reader = await RawReader.open(address, blog)
        await eventually(lambda: hub.readership.counts().get(blog.pk) == 1)
        (detached,) = hub.readership.topics[blog.pk].readers
        assert isinstance(detached, DetachedReader)
        (entrance,) = watched.made
        assert (entrance._transport, entrance._whole) == (GONE, None)
        state = entrance._host._state
        await eventually(lambda: not state.tasks)
        assert not state.connections
        await newsroom(make_post)(blog, "News.")
        assert (await reader.read_until("change"))["seq"] == 2
        reader.close()


async def test_an_odd_client_is_served_by_the_whole_protocol(
    hub: Hub, blog: LiveBlog, watched: type[Watched]
) -> None:
    async with serving(watched) as address:
        reader = await RawReader.open(address, blog, "permessage-deflate; server_max_window_bits=9")
        (entrance,) = watched.made
        assert entrance._whole is not None
        await newsroom(make_post)(blog, "News.")
        assert (await reader.read_until("change"))["seq"] == 2
        reader.close()


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "http://[::1"])
async def test_a_foreign_page_is_refused(
    hub: Hub, blog: LiveBlog, caplog: pytest.LogCaptureFixture, origin: str
) -> None:
    async with serving(FAST_LANE) as address:
        with pytest.raises(InvalidStatus) as refusal:
            await address.reader(blog, origin=origin)
    assert refusal.value.response.status_code == 403
    assert not [each for each in caplog.records if each.exc_info]


async def test_who_is_too_many_is_told_when_to_come_back(
    hub: Hub, blog: LiveBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub.readership.door, "admit", lambda address, now: False)
    async with serving(FAST_LANE) as address:
        with pytest.raises(InvalidStatus) as refusal:
            await address.reader(blog)
    response = refusal.value.response
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")


async def test_who_talks_before_being_let_in_is_shown_the_door(hub: Hub, blog: LiveBlog) -> None:
    async with serving(FAST_LANE) as address:
        reading, writing = await asyncio.open_connection("127.0.0.1", address.port)
        writing.write(
            f"GET /live/{blog.slug}/socket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
        )
        assert b" 101 " in await reading.readline()
        writing.write(b"\x81\x85\0\0\0\0hello")
        async with asyncio.timeout(5):
            rest = await reading.read()
        assert rest.endswith(b"\x88\x02\x03\xf0")  # closed with 1008
        writing.close()


async def test_words_before_the_door_opens_are_kept_in_bounds() -> None:
    aborted: list[bool] = []

    class Transport(asyncio.Transport):
        def abort(self) -> None:
            aborted.append(True)

    entrance = _entrance()
    entrance._transport = Transport()
    entrance._keep(b"x" * entrances.CLIENT_FRAME_BYTES)
    assert not aborted
    entrance._keep(b"x")
    assert aborted


async def test_what_was_said_goes_along(hub: Hub) -> None:
    heard: list[bytes] = []

    class Reader(asyncio.Protocol):
        def data_received(self, data: bytes) -> None:
            heard.append(data)

    class Transport(asyncio.Transport):
        def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
            assert isinstance(protocol, Reader)

        def is_closing(self) -> bool:
            return False

        def write(self, data: Any) -> None:
            """Nobody reads this."""

    entrance = _entrance()
    entrance._transport = Transport()
    entrance._accepted = True
    entrance._keep(b"early")
    assert entrance.detach(Reader(), lambda transport, deflates: None)
    assert heard == [b"early"]


async def test_nobody_is_detached_before_the_answer_or_after_the_end() -> None:
    entrance = _entrance()
    assert not entrance.detach(asyncio.Protocol(), lambda transport, deflates: None)
    entrance._accepted = True
    entrance.connection_lost(None)
    assert not entrance.detach(asyncio.Protocol(), lambda transport, deflates: None)


async def test_a_failure_is_an_answer_too(
    hub: Hub, blog: LiveBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(slug: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(hub.heads, "find", fail)
    async with serving(FAST_LANE) as address:
        with pytest.raises(InvalidStatus) as refusal:
            await address.reader(blog)
    assert refusal.value.response.status_code == 500


def _entrance() -> Entrance:
    config = uvicorn.Config(lambda scope: None, log_config=None)
    config.load()
    return Entrance(config, uvicorn.server.ServerState(), {})
