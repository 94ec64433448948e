"""What the production server sets before the first reader comes."""

from __future__ import annotations

import gc
import socket
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from liveblog.limits import HIGH_WATER_BYTES
from liveblog.live import server


@pytest.fixture
def collector() -> Iterator[None]:
    """The garbage collector as it was, given back afterwards."""
    before = gc.get_threshold()
    gc.unfreeze()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("collector")
async def test_a_server_that_starts_tunes_the_collector(monkeypatch: pytest.MonkeyPatch) -> None:
    async def started(*args: Any) -> None:
        assert gc.get_freeze_count() == 0

    monkeypatch.setattr(uvicorn.Server, "startup", started)
    monkeypatch.setattr(server, "ready_hub", lambda: None)
    await server.LiveServer(server.configuration(proxies=[])).startup()
    expected = (server.YOUNG_OBJECTS, server.MIDDLE_SWEEPS, server.OLD_SWEEPS)
    assert gc.get_threshold() == expected == (2_000, 50, 100)
    assert gc.get_freeze_count() > 0


@pytest.mark.parametrize(
    ("name", "value"),
    [("TCP_NOTSENT_LOWAT", HIGH_WATER_BYTES), ("TCP_USER_TIMEOUT", server.HALF_OPEN_MS)],
)
def test_the_kernel_keeps_little_for_readers_that_stopped(name: str, value: int) -> None:
    option = getattr(socket, name, None)
    if option is None:
        pytest.skip(f"this system has no {name}")
    assert (socket.IPPROTO_TCP, option, value) in server.socket_options()


def test_a_listening_socket_carries_the_options() -> None:
    with server.listen("127.0.0.1", 0) as listener:
        for level, option, value in server.socket_options():
            assert listener.getsockopt(level, option) == value
