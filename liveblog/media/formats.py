"""What a file is, by its first bytes: names and claimed types are never believed."""

from __future__ import annotations

from typing import Final

from liveblog.media.refusals import ACCEPTED, ImageRefused

HEIC_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
SHARED_BRANDS: Final = {b"mif1", b"msf1"}  # of HEIC and AVIF alike

# Known well enough to be named in the refusal, so that people know what to convert.
REFUSED: Final = (
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"%PDF", "PDF"),
    (b"BM", "BMP"),
    (b"8BPS", "PSD"),
    (b"\0\0\1\0", "ICO"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
)


def recognise(data: bytes) -> str:
    """ "JPEG", "PNG", "WEBP" or "HEIF"; everything else raises ImageRefused."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return _recognise_container(data)
    raise _refusal(data)


def _recognise_container(data: bytes) -> str:
    """HEIC shares its container with AVIF and films; the brands tell them apart."""
    length = min(int.from_bytes(data[:4]), 256)
    brands = {data[8:12]} | {data[at : at + 4] for at in range(16, length, 4)}
    if brands & HEIC_BRANDS:
        return "HEIF"
    if brands & {b"avif", b"avis"}:
        raise _wrong("AVIF")
    if data[8:12] in SHARED_BRANDS:
        return "HEIF"
    raise _wrong("MP4")


def _refusal(data: bytes) -> ImageRefused:
    for magic, name in REFUSED:
        if data.startswith(magic):
            return _wrong(name)
    if b"<svg" in data[:4096].lower():
        return _wrong("SVG")
    return ImageRefused("not_an_image", limit=ACCEPTED)


def _wrong(name: str) -> ImageRefused:
    return ImageRefused("wrong_format", limit=ACCEPTED, found=name)


def webp_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a WebP file as its header claims them; None where it claims nothing.

    The decoder reserves the canvas as soon as it is opened, so this one is read beforehand.
    Source: RFC 9649, sections 2.5 (VP8), 2.6 (VP8L) and 2.7 (VP8X).
    """
    kind, header = data[12:16], data[20:30]
    if len(header) < 10:
        return None
    if kind == b"VP8X":
        return _little(header[4:7]) + 1, _little(header[7:10]) + 1
    if kind == b"VP8L":
        bits = _little(header[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return _little(header[6:8]) & 0x3FFF, _little(header[8:10]) & 0x3FFF
    return None


def _little(number: bytes) -> int:
    return int.from_bytes(number, "little")
