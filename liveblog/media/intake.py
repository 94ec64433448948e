"""The one door for picture files: verified by content, made anew from pixels, nothing else kept."""

from __future__ import annotations

import io
import threading
from collections import Counter
from dataclasses import dataclass
from typing import BinaryIO, Final

from django.core.files.uploadedfile import UploadedFile
from PIL import Image

from liveblog.limits import UPLOAD_BYTES
from liveblog.media.pixels import broken_if_it_fails, read_pixels
from liveblog.media.refusals import ImageRefused
from liveblog.media.variants import CARD, WIDTHS, variant_name

__all__ = ["ImageRefused", "Picture", "take_in"]

CARD_SIDE: Final = 1200  # pixels; what networks show a link with
# The largest picture within the limits takes 256 MB while it is decoded; a third must wait.
_decoding = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Picture:
    """`width` and `height` of the upright source in pixels, its dominant `colour` as '#rrggbb',
    and the finished `files` by name: `480.webp` … and `card.jpg`.
    """

    width: int
    height: int
    colour: str
    files: dict[str, bytes]

    @property
    def widths(self) -> list[int]:
        """Pixels, ascending."""
        return sorted(int(name.removesuffix(".webp")) for name in self.files if name != CARD)


def take_in(file: BinaryIO | UploadedFile) -> Picture:
    """Reads an upload into a Picture; animated ones give their first frame.

    Whatever follows or hides in the picture (scripts, archives, places, cameras) is lost, since
    only pixels are carried over. Raises ImageRefused.
    """
    data = _read(file)
    with _decoding:
        pixels, (width, height) = read_pixels(data, WIDTHS[-1])
        with broken_if_it_fails():
            return Picture(width, height, _dominant(pixels), _cut(pixels, width))


def _read(file: BinaryIO | UploadedFile) -> bytes:
    """At most one byte more than allowed, however long the file says or does not say it is."""
    claimed = getattr(file, "size", None)
    if isinstance(claimed, int) and claimed > UPLOAD_BYTES:
        raise ImageRefused("too_large", limit=UPLOAD_BYTES, found=claimed)
    parts, left = [], UPLOAD_BYTES + 1
    while left > 0 and (part := file.read(left)):
        parts.append(part)
        left -= len(part)
    if left <= 0:
        raise ImageRefused("too_large", limit=UPLOAD_BYTES, found=UPLOAD_BYTES + 1)
    if not parts:
        raise ImageRefused("empty")
    return b"".join(parts)


def _cut(pixels: Image.Image, source_width: int) -> dict[str, bytes]:
    files = {}
    for width in _widths(source_width):
        files[variant_name(width)] = _as_webp(_scaled(pixels, width))
    files[CARD] = _as_jpeg(pixels)
    return files


def _widths(source_width: int) -> list[int]:
    """The usual widths up to the source's, and the source's own where those would waste detail:
    a picture of 900 pixels is not shown from 480.
    """
    widths = [width for width in WIDTHS if width <= source_width]
    largest = min(source_width, WIDTHS[-1])
    if not widths or largest > widths[-1] * 1.1:
        widths.append(largest)
    return widths


def _scaled(pixels: Image.Image, width: int) -> Image.Image:
    height = max(1, round(pixels.height * width / pixels.width))
    return pixels.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _as_webp(pixels: Image.Image) -> bytes:
    out = io.BytesIO()
    # The default method 4 takes twice as long for files smaller by a twentieth: readers wait.
    pixels.save(out, "WEBP", quality=80, method=2)
    return out.getvalue()


def _as_jpeg(pixels: Image.Image) -> bytes:
    out = io.BytesIO()
    fitting = pixels.copy()
    fitting.thumbnail((CARD_SIDE, CARD_SIDE), Image.Resampling.LANCZOS)
    _on_white(fitting).save(out, "JPEG", quality=84, progressive=True, optimize=True)
    return out.getvalue()


def _on_white(pixels: Image.Image) -> Image.Image:
    if pixels.mode == "RGB":
        return pixels
    paper = Image.new("RGB", pixels.size, "#ffffff")
    paper.paste(pixels, mask=pixels.getchannel("A"))
    return paper


def _dominant(pixels: Image.Image) -> str:
    """The most frequent of five colours, which is truer than the mean: that one is always mud."""
    sample = pixels.resize((48, 48), Image.Resampling.BOX)
    few = _on_white(sample).quantize(5, Image.Quantize.MEDIANCUT, kmeans=1)
    colours = few.convert("RGB").tobytes()
    counted = Counter(colours[at : at + 3] for at in range(0, len(colours), 3))
    return f"#{counted.most_common(1)[0][0].hex()}"
