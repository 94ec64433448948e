import pytest

from liveblog.live.encodings import chosen


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        (b"", b""),
        (b"gzip, deflate, br, zstd", b"br"),
        (b"gzip", b"gzip"),
        (b"GZIP", b"gzip"),
        (b"br;q=0, gzip", b"gzip"),
        (b"br;q=0.2, gzip;q=0.8", b"gzip"),
        (b"*", b"br"),
        (b"*;q=0", b""),
        (b"br;q=0, *", b"gzip"),
        (b"identity", b""),
        (b"identity;q=1, gzip;q=0.5", b""),
        (b"identity;q=0, gzip;q=0.5", b"gzip"),
        (b"identity;q=0", b""),
        (b"br;q=nonsense, gzip", b"gzip"),
        (b"zstd, ,;;=,", b""),
    ],
)
def test_the_client_weighs_and_we_order(accepted: bytes, encoding: bytes) -> None:
    assert chosen(accepted) == encoding
