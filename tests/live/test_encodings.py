import pytest

from liveblog.live import encodings
from liveblog.live.encodings import ACCEPTED_BYTES, chosen


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


def test_what_no_browser_says_is_weighed_and_not_remembered() -> None:
    before = encodings._remembered.cache_info().currsize
    for number in range(5):
        accepted = b"gzip;q=0.5, x%d" % number
        assert chosen(accepted.ljust(ACCEPTED_BYTES + 1)) == b"gzip"
    assert encodings._remembered.cache_info().currsize == before
    assert chosen(accepted.ljust(ACCEPTED_BYTES)) == b"gzip"
    assert encodings._remembered.cache_info().currsize == before + 1
