"""What a reader says to open its socket, and what is left to the whole protocol."""

from __future__ import annotations

import pytest

from liveblog.live.handshake import Handshake, refusal

KEY = "dGhlIHNhbXBsZSBub25jZQ=="


def request(first: str = "GET /live/day/socket?since=3 HTTP/1.1", *more: str, **said: str) -> bytes:
    headers = {"sec-websocket-key": KEY, "sec-websocket-version": "13"}
    headers |= {name.replace("_", "-"): value for name, value in said.items()}
    lines = [first, "host: x", "upgrade: websocket", "connection: Upgrade", *more]
    lines += [f"{name}: {value}" for name, value in headers.items() if value]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def test_a_reader_is_understood() -> None:
    handshake = Handshake.of(request())
    assert (handshake.path, handshake.query) == (b"/live/day/socket", b"since=3")
    assert (b"host", b"x") in handshake.headers
    assert not handshake.deflates


def test_the_answer_is_that_of_the_standard() -> None:
    """RFC 6455, 1.3."""
    answer = Handshake.of(request()).welcome(deflate=False)
    assert answer.startswith(b"HTTP/1.1 101 ")
    assert b"\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n" in answer
    assert b"Extensions" not in answer
    assert answer.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    "offer", ["permessage-deflate", "permessage-deflate; client_max_window_bits"]
)
def test_what_browsers_offer_is_taken_without_memory(offer: str) -> None:
    handshake = Handshake.of(request(sec_websocket_extensions=offer))
    assert handshake.deflates
    assert b"permessage-deflate; server_no_context_takeover" in handshake.welcome(deflate=True)


@pytest.mark.parametrize(
    "line",
    [
        "GET /newsroom/day/socket HTTP/1.1",
        "GET /live/day/socket/ HTTP/1.1",
        "GET /live/day/../socket HTTP/1.1",
        "GET /live/d%61y/socket HTTP/1.1",
        "GET /live/day/socket?x=\xff HTTP/1.1",
        "POST /live/day/socket HTTP/1.1",
        "GET http://x/live/day/socket HTTP/1.1",
    ],
)
def test_other_addresses_are_left_to_the_whole_protocol(line: str) -> None:
    assert Handshake.of(request(line)) is None


@pytest.mark.parametrize(
    "said",
    [
        {"sec_websocket_key": ""},
        {"sec_websocket_key": "c2hvcnQ="},
        {"sec_websocket_key": KEY[:-3] + "R=="},
        {"sec_websocket_version": "8"},
        {"sec_websocket_version": ""},
        {"sec_websocket_protocol": "chat"},
        {"sec_websocket_extensions": "permessage-deflate; server_max_window_bits=10"},
        {"sec_websocket_extensions": "x-webkit-deflate-frame"},
    ],
)
def test_odd_requests_are_left_to_the_whole_protocol(said: dict[str, str]) -> None:
    assert Handshake.of(request(**said)) is None


@pytest.mark.parametrize(
    "twice",
    [
        f"sec-websocket-key: {KEY}",
        "sec-websocket-version: 13",
        "sec-websocket-protocol: chat",
    ],
)
def test_what_counts_may_be_said_once_only(twice: str) -> None:
    assert Handshake.of(request("GET /live/day/socket HTTP/1.1", twice)) is None


def test_other_headers_may_be_said_twice() -> None:
    line = "GET /live/day/socket HTTP/1.1"
    handshake = Handshake.of(request(line, "accept: a", "accept: b"))
    assert handshake.headers.count((b"accept", b"a")) == 1


def test_a_refusal_is_a_whole_answer() -> None:
    answer = refusal(503, "Service Unavailable", [(b"retry-after", b"30")], b"full")
    assert answer.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
    assert b"\r\nretry-after: 30\r\n" in answer
    assert answer.endswith(b"content-length: 4\r\n\r\nfull")
