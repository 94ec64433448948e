"""Pixels: upright, in sRGB, whatever mode they came in."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from itertools import pairwise

import pytest
from PIL import Image, ImageCms

from liveblog.media.intake import Picture
from liveblog.media.pixels import _reduced, read_pixels
from tests.media.pictures import (
    BLUE,
    BROWN,
    PAPER,
    RED,
    encoded,
    exif,
    jpeg,
    png_chunk,
    quarters,
    srgb_profile,
)

Take = Callable[[bytes], Picture]
Open = Callable[[bytes], Image.Image]
NAMES = {RED: "red", BLUE: "blue", BROWN: "brown", PAPER: "paper"}


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def nearest(pixel: tuple[int, ...]) -> str:
    distances = {
        name: sum(abs(a - b) for a, b in zip(rgb(colour), pixel[:3], strict=True))
        for colour, name in NAMES.items()
    }
    return min(distances, key=lambda name: distances[name])


def corners(image: Image.Image) -> list[str]:
    """Top left, top right, bottom left, bottom right."""
    right, bottom = image.width - 20, image.height - 20
    places = [(20, 20), (right, 20), (20, bottom), (right, bottom)]
    return [nearest(image.convert("RGB").getpixel(place)) for place in places]


def near(pixel: tuple[int, ...], expected: tuple[int, ...], by: int = 10) -> bool:
    return all(abs(a - b) <= by for a, b in zip(pixel, expected, strict=True))


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [
        (1, "red blue brown paper"),
        (2, "blue red paper brown"),
        (3, "paper brown blue red"),
        (4, "brown paper red blue"),
        (5, "red brown blue paper"),
        (6, "brown red paper blue"),
        (7, "paper blue brown red"),
        (8, "blue paper red brown"),
    ],
)
@pytest.mark.parametrize("size", [(320, 192), (3400, 400)])
def test_every_orientation_is_turned_upright(
    take: Take, opened: Open, orientation: int, expected: str, size: tuple[int, int]
) -> None:
    stored = size if orientation < 5 else size[::-1]
    picture = take(jpeg(quarters(*stored), exif=exif(orientation)))
    assert (picture.width, picture.height) == size
    largest = opened(picture.files[f"{picture.widths[-1]}.webp"])
    assert corners(largest) == expected.split()
    assert corners(opened(picture.files["card.jpg"])) == expected.split()
    assert largest.width == min(1600, size[0])
    assert largest.height == pytest.approx(largest.width * size[1] / size[0], abs=1)


@pytest.mark.parametrize(
    "damaged", [b"Exif\0\0garbage", b"Exif\0\0MM\0*\xff\xff\xff\xff", exif(6)[:40], b"Exif\0\0"]
)
def test_damaged_exif_does_not_cost_the_picture(take: Take, damaged: bytes) -> None:
    assert take(jpeg(exif=damaged)).height in {192, 320}


@pytest.mark.parametrize("value", [0, 9, 65535])
def test_an_impossible_orientation_counts_as_upright(take: Take, value: int) -> None:
    assert take(jpeg(exif=exif(value))).width == 320


def test_webp_keeps_transparency_and_the_card_lies_on_white(take: Take, opened: Open) -> None:
    image = Image.new("RGBA", (200, 100), (200, 16, 46, 255))
    image.paste((0, 0, 0, 0), (0, 0, 100, 100))
    picture = take(encoded(image, "PNG"))
    webp, card = opened(picture.files["200.webp"]), opened(picture.files["card.jpg"])
    assert webp.mode == "RGBA"
    assert webp.getpixel((20, 50))[3] == 0
    assert webp.getpixel((180, 50))[3] == 255
    assert near(card.getpixel((20, 50)), (255, 255, 255))
    assert near(card.getpixel((180, 50)), (200, 16, 46))


def test_an_alpha_channel_without_transparency_is_dropped(take: Take, opened: Open) -> None:
    picture = take(encoded(quarters().convert("RGBA"), "PNG"))
    assert opened(picture.files["320.webp"]).mode == "RGB"


@pytest.mark.parametrize("width", [200, 4000])
def test_a_palette_with_transparency(take: Take, opened: Open, width: int) -> None:
    image = Image.new("P", (width, 100), 1)
    image.putpalette([0, 0, 0, 200, 16, 46])
    image.paste(0, (0, 0, width // 2, 100))
    picture = take(encoded(image, "PNG", transparency=0))
    webp = opened(picture.files[f"{picture.widths[-1]}.webp"])
    assert webp.getpixel((5, 5))[3] == 0
    assert near(webp.getpixel((webp.width - 9, 5)), (200, 16, 46, 255))


def test_grey_with_alpha(take: Take, opened: Open) -> None:
    picture = take(encoded(Image.new("LA", (100, 100), (90, 128)), "PNG"))
    assert near(opened(picture.files["100.webp"]).getpixel((50, 50)), (90, 90, 90, 128))


@pytest.mark.parametrize("width", [100, 4000])
def test_sixteen_bit_grey_is_scaled_not_cut(take: Take, opened: Open, width: int) -> None:
    picture = take(encoded(Image.new("I;16", (width, 50), 0x8000), "PNG"))
    webp = opened(picture.files[f"{picture.widths[-1]}.webp"])
    assert near(webp.convert("RGB").getpixel((50, 10)), (128, 128, 128), by=3)


def test_sixteen_bit_colour(take: Take, opened: Open) -> None:
    assert near(opened(take(deep_png()).files["64.webp"]).getpixel((9, 9)), (200, 16, 46))


def deep_png() -> bytes:
    """Pillow writes no 16-bit colour, so it is written by hand: 64×64, deep red."""
    row = b"\0" + struct.pack(">HHH", 200 * 257, 16 * 257, 46 * 257) * 64
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 16, 2, 0, 0, 0))
    content = png_chunk(b"IDAT", zlib.compress(row * 64))
    return b"\x89PNG\r\n\x1a\n" + header + content + png_chunk(b"IEND", b"")


def test_black_and_white(take: Take, opened: Open) -> None:
    picture = take(encoded(Image.new("1", (100, 100), 1), "PNG"))
    assert near(opened(picture.files["100.webp"]).convert("RGB").getpixel((50, 50)), (255,) * 3)


def test_print_colours_become_screen_colours(take: Take, opened: Open) -> None:
    picture = take(jpeg(Image.new("CMYK", (100, 100), (0, 255, 255, 0))))
    red, green, blue = opened(picture.files["100.webp"]).convert("RGB").getpixel((50, 50))
    assert red > 200
    assert max(green, blue) < 60


def test_colours_are_converted_by_their_profile(take: Take, opened: Open) -> None:
    """A profile that swaps nothing changes nothing; a linear one lightens a middle grey."""
    grey = Image.new("RGB", (100, 100), (128, 128, 128))
    same = take(encoded(grey, "PNG", icc_profile=srgb_profile()))
    assert near(opened(same.files["100.webp"]).getpixel((50, 50)), (128, 128, 128), by=2)
    lighter = take(encoded(grey, "PNG", icc_profile=linear_profile()))
    assert near(opened(lighter.files["100.webp"]).getpixel((50, 50)), (188, 188, 188), by=4)


def linear_profile() -> bytes:
    """sRGB's primaries with straight curves: the first curve rewritten as a plain gamma of 1."""
    data = bytearray(srgb_profile())
    for entry in range(132, 132 + 12 * int.from_bytes(data[128:132]), 12):
        if bytes(data[entry : entry + 4]) in {b"rTRC", b"gTRC", b"bTRC"}:
            offset = int.from_bytes(data[entry + 4 : entry + 8])
            data[offset : offset + 12] = b"curv" + bytes(8)
    return bytes(data)


@pytest.mark.parametrize("profile", [b"no profile", srgb_profile()[:200], bytes(4096)])
def test_an_unusable_profile_does_not_cost_the_picture(
    take: Take, opened: Open, profile: bytes
) -> None:
    picture = take(encoded(quarters(), "PNG", icc_profile=profile))
    assert corners(opened(picture.files["320.webp"])) == ["red", "blue", "brown", "paper"]


def test_a_profile_for_other_colours_is_left_aside(take: Take, opened: Open) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    picture = take(encoded(quarters(), "PNG", icc_profile=lab))
    assert corners(opened(picture.files["320.webp"])) == ["red", "blue", "brown", "paper"]


def test_an_animation_gives_its_first_frame(take: Take, opened: Open) -> None:
    frames = [Image.new("RGB", (100, 100), colour) for colour in (RED, BLUE, BROWN)]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], duration=100)
    still = opened(take(out.getvalue()).files["100.webp"])
    assert getattr(still, "n_frames", 1) == 1
    assert near(still.convert("RGB").getpixel((50, 50)), rgb(RED))


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "CMYK", "P"])
def test_shrinking_leaves_no_seams(mode: str) -> None:
    """Bands are cut every 64 rows; a smooth slope across them must stay one."""
    slope = Image.linear_gradient("L").resize((3400, 1100))
    source = slope if mode in {"L", "P"} else slope.convert("RGB").convert(mode)
    if mode == "P":
        source.putpalette([level for level in range(256) for _ in range(3)])
    small = _reduced(source, 2).convert("RGB")
    column = [small.getpixel((800, y))[0] for y in range(small.height)]
    assert small.size == (1700, 550)
    assert all(0 <= b - a <= 1 for a, b in pairwise(column))
    assert (column[0], column[-1]) == (0, 255)


@pytest.mark.parametrize("width", [1600, 1601, 3199, 3200, 4801, 6400, 11_999])
@pytest.mark.parametrize("file_format", ["JPEG", "PNG"])
def test_shrinking_never_goes_below_the_width_asked_for(width: int, file_format: str) -> None:
    pixels, size = read_pixels(encoded(Image.new("RGB", (width, 30), RED), file_format), 1600)
    assert size == (width, 30)
    assert 1600 <= pixels.width < 3200
