"""From untrusted bytes to clean sRGB pixels, small enough to work with."""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pi_heif import HeifImageFile, register_heif_opener
from PIL import Image, ImageCms, ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from liveblog.limits import UPLOAD_PIXELS, UPLOAD_SIDE
from liveblog.media.formats import recognise, webp_size
from liveblog.media.refusals import ImageRefused

log = logging.getLogger(__name__)

# Neither previews nor depth maps are wanted, and one thread decodes: two cores serve everybody.
register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)

# The decoders by name, instead of Image.open: nothing else that Pillow may have loaded is ever
# asked, and a picture's size is judged by our limits before Pillow's own, higher ones.
DECODERS: Final[dict[str, type[ImageFile.ImageFile]]] = {
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "WEBP": WebPImageFile,
    "HEIF": HeifImageFile,
}

# What Pillow, zlib, libheif and the parsers of EXIF are known to raise on damaged input. Broken
# input is the sender's affair and becomes a refusal; anything outside this list is our own fault
# and must surface.
DECODER_ERRORS: Final = (
    OSError,  # truncated data, unidentified image, decoder failures
    SyntaxError,  # Pillow's word for a damaged header
    ValueError,  # impossible sizes, text chunks that would inflate without end
    EOFError,
    RuntimeError,  # libheif
    struct.error,
    zlib.error,
    IndexError,
    KeyError,
    TypeError,  # fields of EXIF or PNG that have another type than the parser expects
    OverflowError,
    ZeroDivisionError,
    MemoryError,  # a header that makes the decoder ask for more than there is
    Image.DecompressionBombError,
)
BAND_ROWS: Final = 64
SIXTEEN_BIT_MODES: Final = {"I;16", "I;16B", "I;16L", "I;16N"}
PROFILE_SPACES: Final = {"RGB": "RGB ", "L": "GRAY", "CMYK": "CMYK"}
ORIENTATION: Final = 0x0112
SIDEWAYS: Final = {5, 6, 7, 8}
TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@contextmanager
def broken_if_it_fails() -> Iterator[None]:
    try:
        yield
    except ImageRefused:
        raise
    except DECODER_ERRORS as error:
        raise ImageRefused("broken") from error


def read_pixels(data: bytes, width: int) -> tuple[Image.Image, tuple[int, int]]:
    """The picture upright, in sRGB, as mode RGB or RGBA without any metadata.

    It is at least `width` pixels wide (or as wide as the source) and less than twice that, but
    for sources narrower than that. With it comes the source's upright (width, height) in pixels.
    Raises ImageRefused; sizes are judged by the header alone, before pixels are decoded.
    """
    with broken_if_it_fails(), _open(data) as source:
        _judge_size(source.size)
        turn = _orientation(source)
        profile = source.info.get("icc_profile")
        upright = source.size[::-1] if turn in SIDEWAYS else source.size
        pixels = _decoded_small(source, max(1, upright[0] // width))
        return _upright(_in_srgb(pixels, profile), turn), upright


def _open(data: bytes) -> ImageFile.ImageFile:
    name = recognise(data)
    claimed = webp_size(data) if name == "WEBP" else None
    if claimed:
        _judge_size(claimed)
    return DECODERS[name](io.BytesIO(data), "")


def _judge_size(size: tuple[int, int]) -> None:
    side, area = max(size), size[0] * size[1]
    if side > UPLOAD_SIDE:
        raise ImageRefused("too_wide", limit=UPLOAD_SIDE, found=side)
    if area > UPLOAD_PIXELS:
        raise ImageRefused("too_many_pixels", limit=UPLOAD_PIXELS, found=area)


def _orientation(source: Image.Image) -> int:
    """EXIF's 1 to 8. Damaged EXIF does not damage the pixels: such a picture counts as upright."""
    try:
        turn = source.getexif().get(ORIENTATION, 1)
    except (SyntaxError, ValueError, struct.error, KeyError, IndexError, TypeError) as error:
        log.info("unreadable EXIF ignored: %s", error)
        return 1
    return turn if turn in range(1, 9) else 1


def _decoded_small(source: ImageFile.ImageFile, factor: int) -> Image.Image:
    """Decoded and shrunk by the whole `factor`, or a little less."""
    before = source.width
    if isinstance(source, JpegImageFile):
        # The decoder itself can halve a JPEG up to three times, and needs as much less memory.
        target = (max(1, source.width // factor), max(1, source.height // factor))
        source.draft(source.mode, target)
    source.load()
    _judge_size(source.size)  # HEIC may decode to another size than its header claimed
    return _reduced(source, max(1, factor // round(before / source.width)))


def _reduced(source: Image.Image, factor: int) -> Image.Image:
    """Shrinks by a whole factor, band by band: no second copy of a big picture is ever made."""
    size = (-(-source.width // factor), -(-source.height // factor))
    bands = _bands(source, BAND_ROWS * factor)
    first = next(bands).reduce(factor)
    whole = Image.new(first.mode, size)
    whole.paste(first)
    for number, band in enumerate(bands, start=1):
        whole.paste(band.reduce(factor), (0, number * BAND_ROWS))
    return whole


def _bands(source: Image.Image, rows: int) -> Iterator[Image.Image]:
    for top in range(0, source.height, rows):
        yield _plain(source.crop((0, top, source.width, min(top + rows, source.height))))


def _plain(band: Image.Image) -> Image.Image:
    """One of L, RGB, RGBA and CMYK, 8 bits each."""
    if band.mode in SIXTEEN_BIT_MODES or band.mode == "I":
        return _eight_bits(band)
    if band.has_transparency_data:
        return band.convert("RGBA")
    if band.mode in PROFILE_SPACES:
        return band
    return band.convert("L" if band.mode == "1" else "RGB")


def _eight_bits(band: Image.Image) -> Image.Image:
    # Through 32-bit integers: converting 16 bits to L directly cuts instead of scaling.
    return band.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _in_srgb(pixels: Image.Image, profile: bytes | None) -> Image.Image:
    alpha = pixels.getchannel("A") if pixels.mode == "RGBA" else None
    colours = pixels.convert("RGB") if alpha else pixels
    colours = _profiled(colours, profile) if profile else colours.convert("RGB")
    # An alpha channel without a transparent pixel only makes the files larger.
    if alpha and any(alpha.histogram()[:255]):
        colours.putalpha(alpha)
    return colours


def _profiled(colours: Image.Image, profile: bytes) -> Image.Image:
    """Converted by the picture's own colour profile; an unusable profile is left aside, because
    a picture in slightly wrong colours serves readers better than none.
    """
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if given.profile.xcolor_space != PROFILE_SPACES[colours.mode]:
            return colours.convert("RGB")
        srgb = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(colours, given, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        log.info("unusable colour profile ignored: %s", error)
        return colours.convert("RGB")
    return converted or colours.convert("RGB")


def _upright(pixels: Image.Image, turn: int) -> Image.Image:
    """Turned as EXIF says, and a fresh image that knows nothing but its pixels."""
    turned = pixels.transpose(TURNS[turn]) if turn in TURNS else pixels
    clean = Image.new(turned.mode, turned.size)
    clean.paste(turned)
    return clean
