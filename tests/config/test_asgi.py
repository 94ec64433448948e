"""The server's entry refuses foreign pages before anything else happens."""

import pytest
from channels.testing import WebsocketCommunicator

from config.asgi import application


@pytest.mark.parametrize("path", ["/live/nowhere/socket?since=0&epoch=x", "/nowhere"])
async def test_a_foreign_page_opens_no_socket(path: str) -> None:
    headers = [(b"origin", b"https://evil.example")]
    stranger = WebsocketCommunicator(application, path, headers=headers)
    welcome, code = await stranger.connect()
    assert not welcome
    assert code == 1000
