"""What the product leans on in uvicorn and websockets, by name.

When one of these fails after an upgrade, read `liveblog/live/uvicorn_parts.py` beside the new
version of the file in `uvicorn/` that the test names or imports.
"""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

import pytest
import uvicorn
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.extensions.permessage_deflate import PerMessageDeflate

from liveblog.live import uvicorn_parts
from liveblog.live.fastlane import EXTENSION, DetachedReader
from liveblog.live.hub import Hub
from liveblog.live.uvicorn_parts import (
    GONE,
    DetachableProtocol,
    PatientHttp,
    shares_deflated_frames,
)
from liveblog.models import LiveBlog
from tests.live.sockets import FAST_LANE, RawReader, serving
from tests.live.waiting import eventually, newsroom
from tests.world import make_post


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Never reached here."""


def loaded(**options: Any) -> uvicorn.Config:
    config = uvicorn.Config(application, log_config=None, **options)
    config.load()
    return config


def new_protocol(**options: Any) -> DetachableProtocol:
    return DetachableProtocol(loaded(**options), ServerState(), {})


@pytest.mark.parametrize(
    "name",
    [
        "close_sent",
        "close_timer",
        "config",
        "conn",
        "connections",
        "disconnected",
        "handshake_complete",
        "read_paused",
        "stop_keepalive",
        "transport",
    ],
)
async def test_uvicorn_still_has_what_we_lean_on(name: str) -> None:
    assert hasattr(new_protocol(), name), f"uvicorn's protocol has no `{name}` any more"


async def test_uvicorn_still_keeps_its_open_connections_in_a_set() -> None:
    assert isinstance(new_protocol().connections, set)


@pytest.mark.parametrize("name", ["flow", "loop", "transport"])
async def test_uvicorns_http_still_has_what_patience_leans_on(name: str) -> None:
    protocol = HttpToolsProtocol(loaded(), ServerState(), {})
    assert hasattr(protocol, name), f"uvicorn's HTTP protocol has no `{name}` any more"


def test_uvicorns_http_still_says_when_it_does_not_listen() -> None:
    assert FlowControl(GONE).read_paused is False, "`flow.read_paused` is not what it was"


@pytest.mark.parametrize(
    "name",
    [
        "connection_lost",
        "connection_made",
        "data_received",
        "handle_websocket_upgrade",
        "on_message_begin",
        "on_message_complete",
    ],
)
def test_uvicorns_http_still_goes_through_what_is_overridden(name: str) -> None:
    theirs = inspect.signature(getattr(HttpToolsProtocol, name)).parameters
    ours = inspect.signature(getattr(PatientHttp, name)).parameters
    assert len(theirs) == len(ours), f"uvicorn calls `{name}` with other arguments"


def test_uvicorn_still_makes_protocols_as_the_entrance_expects() -> None:
    names = HttpToolsProtocol.handle_websocket_upgrade.__code__.co_names
    for name in ("ws_protocol_class", "connection_made", "data_received", "set_protocol"):
        assert name in names, f"uvicorn's upgrade does not use `{name}` any more"


@pytest.mark.parametrize(
    ("name", "kind"), [("connections", set), ("tasks", set), ("default_headers", list)]
)
def test_the_servers_state_still_has_what_the_host_leans_on(name: str, kind: type) -> None:
    assert isinstance(getattr(ServerState(), name, None), kind), f"uvicorn's state: no `{name}`"


@pytest.mark.parametrize("name", ["asgi_version", "loaded_app"])
def test_the_configuration_still_has_what_the_host_leans_on(name: str) -> None:
    assert hasattr(loaded(), name), f"uvicorn's configuration has no `{name}` any more"


@pytest.mark.parametrize(
    ("method", "used"),
    [("shutdown", ["servers", "shutdown", "connections"]), ("startup", ["servers"])],
)
def test_the_server_still_begins_and_ends_as_we_expect(method: str, used: list[str]) -> None:
    code = getattr(uvicorn.Server, method).__code__
    for name in used:
        assert name in code.co_names, f"uvicorn's `{method}` does not use `{name}` any more"


def test_the_servers_tick_still_can_end_it() -> None:
    assert list(inspect.signature(uvicorn.Server.on_tick).parameters) == ["self", "counter"]
    assert "on_tick" in uvicorn.Server.main_loop.__code__.co_names


def test_the_handshake_still_goes_through_handle_connect() -> None:
    assert list(inspect.signature(WebSocketsSansIOProtocol.handle_connect).parameters) == [
        "self",
        "event",
    ]


async def test_an_application_that_returns_still_has_its_transport_closed() -> None:
    """Why a stand-in is left behind: uvicorn closes whatever it finds in `transport`."""
    closed: list[bool] = []

    class Watched(asyncio.Transport):
        def close(self) -> None:
            closed.append(True)

    protocol = new_protocol()
    protocol.handshake_complete = True
    protocol.app = application
    protocol.scope = {}  # type: ignore[typeddict-item]
    protocol.transport = Watched()
    await protocol.run_asgi()
    assert closed == [True], "run_asgi does not close the transport: who frees an accepted socket?"


async def test_the_extension_of_websockets_still_tells_what_was_negotiated() -> None:
    extension = PerMessageDeflate(False, True, 15, 15)
    assert hasattr(extension, "local_no_context_takeover")
    assert hasattr(extension, "local_max_window_bits")


@pytest.mark.parametrize(
    ("extensions", "shares"),
    [
        ([PerMessageDeflate(False, True, 15, 15)], True),
        ([PerMessageDeflate(False, True, 15, 10)], False),
        ([PerMessageDeflate(False, False, 15, 15)], False),
        ([], False),
    ],
)
def test_only_memoryless_frames_of_the_full_window_are_shared(
    extensions: list[PerMessageDeflate], shares: bool
) -> None:
    assert shares_deflated_frames(extensions) is shares


async def test_without_deflate_in_the_settings_none_is_offered() -> None:
    assert new_protocol(ws_per_message_deflate=False).conn.available_extensions == []
    assert new_protocol().conn.available_extensions == [uvicorn_parts.DEFLATE]


def test_the_stand_in_takes_everything_and_keeps_nothing() -> None:
    GONE.write(b"lost")
    GONE.close()
    assert GONE.is_closing()


@pytest.mark.parametrize("state", ["disconnected", "read_paused"])
async def test_a_client_that_spoke_or_left_is_not_detached(state: str) -> None:
    protocol = new_protocol()
    protocol.handshake_complete = True
    setattr(protocol, state, True)
    assert not protocol.detach(asyncio.Protocol(), lambda transport, deflates: None)


async def test_before_the_handshake_nothing_is_detached() -> None:
    assert not new_protocol().detach(asyncio.Protocol(), lambda transport, deflates: None)


async def test_a_detached_connection_is_uvicorns_no_more(hub: Hub, blog: LiveBlog) -> None:
    made: list[DetachableProtocol] = []

    class Watched(DetachableProtocol):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            made.append(self)

    # uvicorn takes a class as well as its path.
    async with serving(Watched) as address, await address.reader(blog):
        await eventually(lambda: hub.readership.counts().get(blog.pk) == 1)
        await asyncio.sleep(0.01)
        (protocol,) = made
        assert EXTENSION in protocol.scope["extensions"]
        assert protocol.transport is GONE
        assert protocol not in protocol.connections
        assert not protocol.tasks
        assert protocol.ping_timer is None


@pytest.mark.parametrize(
    ("offer", "is_deflated"),
    [
        ("permessage-deflate; client_max_window_bits", True),
        ("permessage-deflate; server_no_context_takeover", True),
        ("permessage-deflate; server_max_window_bits=10", False),
        ("x-webkit-deflate-frame", False),
        ("", False),
    ],
)
async def test_a_client_gets_only_what_it_can_read(
    hub: Hub, blog: LiveBlog, offer: str, is_deflated: bool
) -> None:
    async with serving(FAST_LANE) as address:
        reader = await RawReader.open(address, blog, offer)
        await eventually(lambda: hub.readership.counts().get(blog.pk) == 1)
        (detached,) = hub.readership.topics[blog.pk].readers
        assert isinstance(detached, DetachedReader)
        await newsroom(make_post)(blog, "A long story. " * 40)
        change = await reader.read_until("change")
        assert change["seq"] == 2
        assert reader.was_deflated is is_deflated
        reader.close()


async def test_a_wrong_handshake_is_answered_as_uvicorn_does(hub: Hub, blog: LiveBlog) -> None:
    async with serving(FAST_LANE) as address:
        reading, writing = await asyncio.open_connection("127.0.0.1", address.port)
        writing.write(
            f"GET /live/{blog.slug}/socket HTTP/1.1\r\nHost: x\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n".encode()
        )
        assert b" 400 " in await asyncio.wait_for(reading.readline(), 5)
        writing.close()
        await writing.wait_closed()
