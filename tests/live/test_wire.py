"""Frames as bytes; examples are RFC 6455's and RFC 7692's own."""

from __future__ import annotations

import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from liveblog.live import wire
from liveblog.live.wire import ProtocolViolation, client_frames

MASK = bytes.fromhex("37fa213d")


def masked(opcode: int, payload: bytes, first: int = wire.FIN) -> bytes:
    """What a browser sends."""
    body = bytes(byte ^ MASK[i % 4] for i, byte in enumerate(payload))
    return bytes([first | opcode, wire.MASKED | len(payload)]) + MASK + body


def parsed(data: bytes) -> list[tuple[int, bytes]]:
    return [(opcode, payload) for opcode, payload, _ in client_frames(data)]


def refusal(data: bytes) -> int:
    with pytest.raises(ProtocolViolation) as refused:
        parsed(data)
    return refused.value.code


def test_a_text_is_framed_as_in_the_rfc() -> None:
    assert wire.text(b"Hello") == bytes.fromhex("810548656c6c6f")


def test_a_pong_echoes_as_in_the_rfc() -> None:
    assert wire.pong(b"Hello") == bytes.fromhex("8a0548656c6c6f")


def test_a_close_names_its_code() -> None:
    assert wire.close(1012) == bytes.fromhex("880203f4")


@pytest.mark.parametrize(
    ("length", "header"),
    [
        (125, "817d"),
        (126, "817e007e"),
        (256, "817e0100"),
        (65_535, "817effff"),
        (65_536, "817f0000000000010000"),
    ],
)
def test_lengths_are_written_as_in_the_rfc(length: int, header: str) -> None:
    frame = wire.text(b"x" * length)
    assert frame.startswith(bytes.fromhex(header))
    assert len(frame) == len(bytes.fromhex(header)) + length


@settings(deadline=None, max_examples=30)
@given(st.text(min_size=200, max_size=3000))
def test_a_deflated_text_inflates_to_itself(text: str) -> None:
    frame = wire.deflated_text(text.encode())
    assert frame[0] == wire.FIN | wire.COMPRESSED | wire.TEXT
    packed = frame[2:] if frame[1] < 126 else frame[4:]
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    assert inflate.decompress(packed + b"\0\0\xff\xff").decode() == text


def test_a_short_text_is_not_deflated() -> None:
    assert wire.deflated_text(b"beat") == wire.text(b"beat")


def test_two_deflated_frames_need_no_memory_of_each_other() -> None:
    payload = json.dumps({"text": "again and again " * 40}).encode()
    assert wire.deflated_text(payload) == wire.deflated_text(payload)


def test_a_clients_ping_is_read_as_in_the_rfc() -> None:
    ping = bytes.fromhex("898537fa213d7f9f4d5158")
    assert list(client_frames(ping)) == [(wire.PING, b"Hello", len(ping))]


def test_several_frames_in_one_piece_are_read_in_order() -> None:
    data = masked(wire.PING, b"1") + masked(wire.PONG, b"") + masked(wire.CLOSE, b"\x03\xe8")
    assert parsed(data) == [(wire.PING, b"1"), (wire.PONG, b""), (wire.CLOSE, b"\x03\xe8")]


def test_an_unfinished_frame_waits() -> None:
    ping = masked(wire.PING, b"Hello")
    for cut in range(len(ping)):
        assert parsed(ping[:cut]) == []
    whole_and_half = ping + ping[:-1]
    assert [used for _, _, used in client_frames(whole_and_half)] == [len(ping)]


@pytest.mark.parametrize("opcode", [0x0, 0x1, 0x2, 0x3, 0x7])
def test_data_is_refused_before_it_arrives(opcode: int) -> None:
    assert refusal(bytes([wire.FIN | opcode, wire.MASKED | 5])) == 1008


@pytest.mark.parametrize("length", [126, 127])
def test_a_long_frame_is_refused_before_it_arrives(length: int) -> None:
    assert refusal(bytes([wire.FIN | wire.PING, wire.MASKED | length])) == 1008


def test_a_fragment_is_refused() -> None:
    assert refusal(masked(wire.PING, b"", first=0)) == 1008


def test_an_unmasked_frame_is_refused() -> None:
    assert refusal(bytes.fromhex("890548656c6c6f")) == 1002


@pytest.mark.parametrize("bit", [0x40, 0x20, 0x10])
def test_bits_that_nobody_negotiated_are_refused(bit: int) -> None:
    assert refusal(masked(wire.PING, b"", first=wire.FIN | bit)) == 1002


@settings(deadline=None)
@given(st.binary(max_size=600))
def test_whatever_comes_is_frames_or_a_violation(data: bytes) -> None:
    try:
        frames = list(client_frames(data))
    except ProtocolViolation as violation:
        assert violation.code in (1002, 1008)
        return
    assert all(opcode >= wire.CLOSE and len(payload) <= 125 for opcode, payload, _ in frames)
    used = frames[-1][2] if frames else 0
    assert len(data) - used < 2 + 4 + 125  # nothing is hoarded


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.sampled_from([Opcode.PING, Opcode.PONG]), st.binary(max_size=125))),
    st.integers(min_value=1, max_value=50),
)
def test_frames_are_read_the_same_in_pieces_of_any_size(
    sent: list[tuple[Opcode, bytes]], size: int
) -> None:
    data = b"".join(Frame(opcode, payload).serialize(mask=True) for opcode, payload in sent)
    read: list[tuple[int, bytes]] = []
    rest = b""
    for start in range(0, len(data), size):
        rest, used = rest + data[start : start + size], 0
        for opcode, payload, used in client_frames(rest):  # noqa: B007 - the last one counts
            read.append((opcode, payload))
        rest = rest[used:]
    assert read == [(int(opcode), payload) for opcode, payload in sent]
