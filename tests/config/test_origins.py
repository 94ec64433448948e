"""Only our own pages open sockets."""

from typing import Any
from urllib.parse import urlparse

import pytest
from channels.testing import WebsocketCommunicator

from config.origins import SiteOrigin


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Never reached here."""


@pytest.mark.parametrize(
    ("origin", "welcome"),
    [
        ("https://live.example.org", True),
        ("http://live.example.org", False),
        ("https://live.example.org:8443", False),
        ("https://evil.example", False),
        ("https://live.example.org.evil.example", False),
        ("null", False),
    ],
)
def test_scheme_host_and_port_must_match(origin: str, welcome: bool) -> None:
    gate = SiteOrigin(application, ["https://live.example.org"])
    assert gate.valid_origin(urlparse(origin)) is welcome


def test_a_program_without_a_page_may_read() -> None:
    assert SiteOrigin(application, ["https://live.example.org"]).valid_origin(None)


@pytest.mark.parametrize(
    "origin", ["http://[::1", "http://[x]", "https://live.example.org:99999", "http://a:b"]
)
async def test_an_origin_that_is_no_address_is_refused(origin: str) -> None:
    gate = SiteOrigin(application, ["https://live.example.org"])
    socket = WebsocketCommunicator(gate, "/", headers=[(b"origin", origin.encode())])
    assert await socket.connect() == (False, 1000)
