"""Builders of picture files: good ones, betraying ones, damaged ones and liars."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pillow_heif
from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

HEIC = Path(__file__).with_name("samples") / "quarters.heic"
SECRET = "Secret-Camera-4711"
MAKER_NOTE = b"Fern\0\1 focus 12 serial 0815"
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>GPS {SECRET}</x:xmpmeta>".encode()
# Markers (of four bytes at least: shorter ones come about by chance), and what exif() says. The
# place as EXIF has it: 41/1 degrees, 2/1 minutes and 20/1 seconds, in both byte orders.
TRACES = [
    *(b"Exif", b"EXIF", b"GPS Secret", b"xmpmeta", b"XMP ", b"ICC_PROFILE", b"ICCP"),
    *(b"Photoshop", b"8BIM", b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"iCCP"),
    *(b"Fernphone", SECRET.encode(), MAKER_NOTE, b"2025:05:16"),
    *(struct.pack(f"{order}IIIIII", 41, 1, 2, 1, 20, 1) for order in "<>"),
]
RED, BLUE, BROWN, PAPER = "#c8102e", "#0a4d8c", "#8a5a00", "#fdfcfa"


def quarters(width: int = 320, height: int = 192) -> Image.Image:
    """Red, blue; brown, paper: every turn and every mirroring can be told apart."""
    image = Image.new("RGB", (width, height), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=RED)
    pen.rectangle((width // 2, 0, width, height // 2 - 1), fill=BLUE)
    pen.rectangle((0, height // 2, width // 2 - 1, height), fill=BROWN)
    return image


def noise(width: int = 320, height: int = 192) -> Image.Image:
    return Image.effect_noise((width, height), 80).convert("RGB")


def encoded(image: Image.Image, file_format: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, file_format, **options)
    return out.getvalue()


def jpeg(image: Image.Image | None = None, **options: Any) -> bytes:
    return encoded(image or quarters(), "JPEG", **options)


def exif(orientation: int = 1) -> bytes:
    """As a phone writes it: maker, model, place to the second."""
    data = Image.Exif()
    data[0x010F], data[0x0110], data[0x0112] = "Fernphone", SECRET, orientation
    data.get_ifd(0x8825).update(
        {1: "N", 2: (41.0, 2.0, 20.0), 3: "E", 4: (29.0, 0.0, 5.0), 29: "2025:05:16"}
    )
    data.get_ifd(0x8769).update({0x9003: "2025:05:16 16:31:00", 0x927C: MAKER_NOTE, 0xA431: SECRET})
    return data.tobytes()


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def betraying_jpeg(orientation: int = 1, picture: Image.Image | None = None) -> bytes:
    """EXIF with GPS, XMP, ICC, IPTC and a comment."""
    plain = jpeg(
        picture,
        exif=exif(orientation),
        xmp=XMP,
        icc_profile=srgb_profile(),
        comment=SECRET.encode(),
    )
    iptc = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", 28) + SECRET.encode() * 2
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + plain[2:]


def betraying_png() -> bytes:
    info = PngInfo()
    info.add_text("Author", SECRET)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return encoded(
        quarters(), "PNG", pnginfo=info, exif=exif(), icc_profile=srgb_profile(), dpi=(300, 300)
    )


def betraying_webp() -> bytes:
    return encoded(quarters(), "WEBP", exif=exif(), xmp=XMP, icc_profile=srgb_profile())


def betraying_heic() -> bytes:
    """As an iPhone writes it: EXIF with GPS, XMP, ICC. Encoded by x265, for the tests alone."""
    picture = quarters()
    picture.info["icc_profile"] = srgb_profile()
    out = io.BytesIO()
    pillow_heif.from_pillow(picture).save(out, quality=90, exif=exif(), xmp=XMP)
    return out.getvalue()


def traces_in(content: bytes) -> list[bytes]:
    """What of camera, place and person a file still has."""
    return [trace for trace in TRACES if trace in content]


def png_chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def png_claiming(width: int, height: int) -> bytes:
    """A tiny file with a header for as many pixels as one likes, and little behind it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    zeros = zlib.compress(bytes(1024 * 1024), 9)
    parts = [(b"IHDR", header), (b"IDAT", zeros), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(kind, content) for kind, content in parts)


def jpeg_claiming(width: int, height: int) -> bytes:
    """A real JPEG whose frame header has been rewritten."""
    data = bytearray(jpeg(progressive=False))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def webp_claiming(width: int, height: int) -> bytes:
    """An extended WebP whose canvas has been rewritten."""
    data = bytearray(betraying_webp())
    assert data[12:16] == b"VP8X"
    data[24:27], data[27:30] = (width - 1).to_bytes(3, "little"), (height - 1).to_bytes(3, "little")
    return bytes(data)


def heic_claiming(width: int, height: int) -> bytes:
    data = bytearray(HEIC.read_bytes())
    size = data.index(b"ispe") + 8
    data[size : size + 8] = struct.pack(">II", width, height)
    return bytes(data)


def jpeg_markers(data: bytes) -> set[int]:
    """The markers before the first scan and between scans, e.g. 0xE1 for EXIF and XMP."""
    found, at = set(), 2
    while at < len(data) - 1:
        if data[at] != 0xFF or data[at + 1] in {0x00, 0xFF, *range(0xD0, 0xD9)}:
            at += 1  # inside a scan
            continue
        found.add(data[at + 1])
        if data[at + 1] == 0xD9:
            break
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return found


def webp_chunks(data: bytes) -> set[bytes]:
    found, at = set(), 12
    while at < len(data):
        found.add(data[at : at + 4])
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + length + length % 2
    return found
