"""Which encoding a client gets, and the bytes in it."""

from __future__ import annotations

import zlib
from functools import lru_cache

import brotli

IDENTITY, GZIP, BROTLI = b"", b"gzip", b"br"
ACCEPTED_BYTES = 200  # more than any browser says
OFFERED = (BROTLI, GZIP, IDENTITY)  # the smallest first
WORTH_ENCODING = 1_000  # bytes; below, an answer fits one packet either way
GZIP_LEVEL, BROTLI_QUALITY = 6, 5  # beyond, twice the time buys a few percent
GZIP_WINDOW = 16 + zlib.MAX_WBITS


def chosen(accepted: bytes) -> bytes:
    """The encoding for an `Accept-Encoding`: the client's weights, then our order."""
    # What is remembered is bounded by its number only: nobody may fill it with novels.
    return (_remembered if len(accepted) <= ACCEPTED_BYTES else _weighed)(accepted)


def _weighed(accepted: bytes) -> bytes:
    weights = dict(_weighted(part) for part in accepted.lower().split(b",") if part.strip())
    others = weights.get(b"*", 0.0)
    # Identity is always allowed, and never better than what the client has asked for.
    weighted = [(weights.get(name, others if name else 1e-9), name) for name in OFFERED]
    if b"identity" in weights:
        weighted[-1] = (weights[b"identity"] or 1e-9, IDENTITY)
    return max(weighted, key=lambda pair: pair[0])[1]


_remembered = lru_cache(maxsize=512)(_weighed)


def _weighted(part: bytes) -> tuple[bytes, float]:
    name, _, parameters = part.partition(b";")
    key, _, weight = parameters.partition(b"=")
    if key.strip() != b"q":
        return name.strip(), 1.0
    try:
        return name.strip(), min(1.0, max(0.0, float(weight)))
    except ValueError:
        return name.strip(), 0.0


def encoded(body: bytes, encoding: bytes) -> bytes:
    """The body in an encoding; takes milliseconds, so call it off the event loop."""
    if encoding == BROTLI:
        return brotli.compress(body, quality=BROTLI_QUALITY)
    if encoding == GZIP:
        deflate = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, GZIP_WINDOW)
        return deflate.compress(body) + deflate.flush()
    return body
