"""What is refused, why, how fast, and in which words."""

from __future__ import annotations

import io
import random
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pytest
from django.utils import translation
from PIL import Image

from liveblog.limits import UPLOAD_BYTES, UPLOAD_PIXELS, UPLOAD_SIDE
from liveblog.media.intake import ImageRefused, Picture, take_in
from tests.media.pictures import (
    HEIC,
    betraying_jpeg,
    betraying_png,
    betraying_webp,
    encoded,
    heic_claiming,
    jpeg,
    jpeg_claiming,
    noise,
    png_chunk,
    png_claiming,
    quarters,
    webp_claiming,
)

Refuse = Callable[[bytes], ImageRefused]
Take = Callable[[bytes], Picture]

SAMPLES = {
    "JPEG": jpeg(noise()),
    "progressive JPEG": jpeg(noise(), progressive=True),
    "JPEG with everything": betraying_jpeg(6),
    "PNG": encoded(noise(), "PNG"),
    "PNG with everything": betraying_png(),
    "WebP": encoded(noise(), "WEBP"),
    "lossless WebP": encoded(noise(), "WEBP", lossless=True, method=0),
    "WebP with everything": betraying_webp(),
    "HEIC": HEIC.read_bytes(),
}
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
AVIF = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf"
AVIF_AS_MIF1 = b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf"
FILM = b"\0\0\0\x18ftypisom\0\0\0\0isommp42"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("GIF", encoded(quarters(), "GIF")),
        ("TIFF", encoded(quarters(), "TIFF")),
        ("PDF", encoded(quarters(), "PDF")),
        ("BMP", encoded(quarters(), "BMP")),
        ("ICO", encoded(quarters(), "ICO")),
        ("JPEG 2000", encoded(quarters(), "JPEG2000")),
        ("AVIF", encoded(quarters(), "AVIF")),
        ("AVIF", AVIF),
        ("AVIF", AVIF_AS_MIF1),
        ("MP4", FILM),
        ("SVG", SVG),
        ("SVG", b"<SVG onload=alert(1)>"),
    ],
)
def test_other_formats_are_refused_by_name(refuse: Refuse, name: str, data: bytes) -> None:
    refused = refuse(data)
    assert (refused.code, refused.found) == ("wrong_format", name)
    assert f"{name} files are not accepted" in str(refused)


@pytest.mark.parametrize(
    "data",
    [
        b"This is a text and no picture.",
        b"<!doctype html><script>alert(1)</script>" + jpeg(),
        b"\xff",
        b"RIFF\0\0\0\0WAVEfmt ",
        b"#!/bin/sh\n" + jpeg(),
        bytes(4096),
    ],
)
def test_what_does_not_begin_as_a_picture_is_none(refuse: Refuse, data: bytes) -> None:
    refused = refuse(data)
    assert refused.code == "not_an_image"
    assert "JPEG, PNG, WebP, HEIC" in str(refused)


def test_an_archive_that_ends_as_one_is_none(refuse: Refuse) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("picture.jpg", jpeg())
    assert refuse(out.getvalue()).code == "not_an_image"


def test_an_empty_file(refuse: Refuse) -> None:
    assert refuse(b"").code == "empty"


@pytest.mark.parametrize(
    "start", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"\0\0\0\x18ftypheic"]
)
@pytest.mark.parametrize("rest", [b"", b"<script>alert(1)</script>" * 9, bytes(999)])
def test_a_beginning_alone_is_broken(refuse: Refuse, start: bytes, rest: bytes) -> None:
    assert refuse(start + rest).code == "broken"


def test_one_byte_too_many(refuse: Refuse) -> None:
    refused = refuse(jpeg() + bytes(UPLOAD_BYTES))
    assert (refused.code, refused.limit) == ("too_large", UPLOAD_BYTES)
    assert "at most 15 MB" in str(refused)


CLAIMS = [png_claiming, jpeg_claiming, webp_claiming, heic_claiming]
Claim = Callable[[int, int], bytes]


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_hundred_megapixels(refuse: Refuse, claim: Claim) -> None:
    refused = refuse(claim(10_000, 10_000))
    assert refused.code == "too_many_pixels"
    assert (refused.limit, refused.found) == (UPLOAD_PIXELS, 100_000_000)
    assert "100 megapixels" in str(refused)
    assert "at most 64 megapixels" in str(refused)


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("size", [(20_000, 20_000), (20_000, 1), (1, 20_000), (12_001, 10)])
def test_too_wide_or_too_high(refuse: Refuse, claim: Claim, size: tuple[int, int]) -> None:
    refused = refuse(claim(*size))
    assert (refused.code, refused.limit, refused.found) == ("too_wide", UPLOAD_SIDE, max(size))
    assert "at most 12000 pixels" in str(refused)


@pytest.mark.parametrize("kind", [b"VP8L", b"VP8 "])
def test_a_plain_webp_of_the_greatest_size(refuse: Refuse, kind: bytes) -> None:
    data = bytearray(encoded(noise(), "WEBP", lossless=kind == b"VP8L", method=0))
    assert data[12:16] == kind
    at = 21 if kind == b"VP8L" else 26
    data[at : at + 4] = b"\xff" * 4 if kind == b"VP8L" else b"\xff\x3f\xff\x3f"
    refused = refuse(bytes(data))
    assert refused.code == "too_wide"
    assert refused.found in {16_383, 16_384}


@pytest.mark.parametrize("claim", [png_claiming, webp_claiming])
def test_a_claim_within_the_limits_without_its_pixels_is_broken(
    refuse: Refuse, claim: Claim
) -> None:
    assert refuse(claim(7000, 7000)).code == "broken"


def test_a_heic_with_more_pixels_than_it_claims_is_broken(refuse: Refuse) -> None:
    assert refuse(heic_claiming(16, 16)).code == "broken"


def test_megapixels_are_rounded_up_so_that_the_limit_never_looks_kept() -> None:
    refused = ImageRefused("too_many_pixels", limit=UPLOAD_PIXELS, found=UPLOAD_PIXELS + 1)
    assert "64.1 megapixels" in str(refused)
    with translation.override("de"):
        assert "64,1\N{NO-BREAK SPACE}Megapixel" in str(refused)


@pytest.mark.parametrize("code", ImageRefused.CODES)
def test_every_code_has_its_sentence(code: str) -> None:
    with translation.override("en"):
        sentence = str(ImageRefused(code, limit=1, found=1))
    assert sentence.endswith(".")
    assert "%" not in sentence


@pytest.mark.parametrize("sample", SAMPLES)
def test_cut_off_anywhere_it_is_refused(refuse: Refuse, sample: str) -> None:
    data = SAMPLES[sample]
    for part in range(1, 20):
        refused = refuse(data[: len(data) * part // 22])
        assert refused.code in {"broken", "not_an_image"}


@pytest.mark.parametrize("sample", SAMPLES)
def test_with_flipped_bytes_it_is_taken_or_refused_but_never_an_error(sample: str) -> None:
    chance = random.Random(sample)
    for _ in range(40):
        data = bytearray(SAMPLES[sample])
        # Half of them near the beginning, where the headers lie.
        reach = len(data) if chance.random() < 0.5 else min(len(data), 400)
        for _ in range(chance.choice((1, 1, 3, 20))):
            data[chance.randrange(reach)] = chance.randrange(256)
        assert verdict(bytes(data)) in {"taken", *ImageRefused.CODES}


def verdict(data: bytes) -> str:
    started = time.thread_time()
    try:
        take_in(io.BytesIO(data))
    except ImageRefused as refused:
        assert time.thread_time() - started < 2
        return refused.code
    return "taken"


def test_text_that_would_inflate_beyond_measure_is_refused(refuse: Refuse) -> None:
    header = png_claiming(8, 8)[8:33]
    text = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(50 * 1024 * 1024), 1))
    assert refuse(b"\x89PNG\r\n\x1a\n" + header + text).code == "broken"


def test_our_own_mistakes_are_not_blamed_on_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(*_: object, **__: object) -> Image.Image:
        raise AttributeError

    monkeypatch.setattr(Image.Image, "resize", mistaken)
    with pytest.raises(AttributeError):
        take_in(io.BytesIO(jpeg()))
