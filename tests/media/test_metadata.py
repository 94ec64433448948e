"""Nothing of a camera, a place or a person leaves with a picture."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image

from liveblog.media.intake import Picture
from tests.media.pictures import (
    HEIC,
    betraying_heic,
    betraying_jpeg,
    betraying_png,
    betraying_webp,
    jpeg,
    jpeg_markers,
    traces_in,
    webp_chunks,
)

Take = Callable[[bytes], Picture]
Open = Callable[[bytes], Image.Image]

APP0, APP1, APP2, APP13, COMMENT = 0xE0, 0xE1, 0xE2, 0xED, 0xFE
# What a JPEG needs to be shown: JFIF, tables, frames, scans, its end.
NEEDED = {APP0, 0xC0, 0xC2, 0xC4, 0xD9, 0xDA, 0xDB}
SOURCES = {
    "JPEG": betraying_jpeg(),
    "turned JPEG": betraying_jpeg(6),
    "PNG": betraying_png(),
    "WebP": betraying_webp(),
    "HEIC": HEIC.read_bytes(),
    "HEIC of a phone": betraying_heic(),
}
PAYLOAD = b"<html><script>alert(document.domain)</script></html>"


def test_the_samples_do_betray() -> None:
    assert jpeg_markers(SOURCES["JPEG"]) >= {APP1, APP2, APP13, COMMENT}
    assert webp_chunks(SOURCES["WebP"]) >= {b"EXIF", b"XMP ", b"ICCP"}
    assert all(chunk in SOURCES["PNG"] for chunk in (b"eXIf", b"iTXt", b"tEXt", b"iCCP", b"pHYs"))
    assert all(b"Fernphone" in source for source in SOURCES.values())


def test_the_samples_name_a_place(opened: Open) -> None:
    place = opened(SOURCES["JPEG"]).getexif().get_ifd(0x8825)
    assert place[2] == (41.0, 2.0, 20.0)


@pytest.mark.parametrize("source", SOURCES)
def test_outputs_consist_of_pixels_only(take: Take, source: str) -> None:
    for name, content in take(SOURCES[source]).files.items():
        if name == "card.jpg":
            assert jpeg_markers(content) <= NEEDED
        else:
            assert webp_chunks(content) <= {b"VP8 ", b"VP8L"}


@pytest.mark.parametrize("source", SOURCES)
def test_outputs_hold_no_trace(take: Take, source: str) -> None:
    for content in take(SOURCES[source]).files.values():
        assert traces_in(content) == []


@pytest.mark.parametrize("source", SOURCES)
def test_a_decoder_finds_nothing_either(take: Take, opened: Open, source: str) -> None:
    for content in take(SOURCES[source]).files.values():
        image = opened(content)
        assert dict(image.getexif()) == {}
        assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(image.info)


@pytest.mark.parametrize(
    "polyglot",
    [
        jpeg() + PAYLOAD,
        jpeg(comment=PAYLOAD),
        jpeg()[:2] + b"\xff\xe5" + (len(PAYLOAD) + 2).to_bytes(2) + PAYLOAD + jpeg()[2:],
        betraying_png() + PAYLOAD,
        betraying_webp() + PAYLOAD,
    ],
    ids=["behind", "comment", "segment", "png", "webp"],
)
def test_of_a_picture_that_is_also_a_page_only_the_picture_remains(
    take: Take, polyglot: bytes
) -> None:
    """Phones append films to photographs, so what follows a picture is dropped, not refused."""
    for content in take(polyglot).files.values():
        assert b"script" not in content
        assert content[:4] in {b"RIFF", b"\xff\xd8\xff\xe0"}
