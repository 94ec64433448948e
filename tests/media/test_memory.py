"""What a picture may cost, measured in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.media.pictures import (
    encoded,
    heic_claiming,
    jpeg,
    jpeg_claiming,
    png_claiming,
    webp_claiming,
)

ROOT = Path(__file__).parents[2]
# The peak above what the interpreter and the libraries need anyway, in MB.
MEASURE = """
import resource, sys
from liveblog.media.intake import ImageRefused, take_in
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before = peak()
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        try:
            take_in(file)
        except ImageRefused as refused:
            assert refused.code in {"too_wide", "too_many_pixels"}, refused.code
print(peak() - before)
"""


def peak(*files: Path) -> int:
    command = [sys.executable, "-c", MEASURE, *map(str, files)]
    return int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)


def test_bombs_cost_nothing(tmp_path: Path) -> None:
    claims = [png_claiming, jpeg_claiming, webp_claiming, heic_claiming]
    files = []
    for number, claim in enumerate(claims):
        for size in ((10_000, 10_000), (16_000, 16_000)):
            files.append(tmp_path / f"{number}-{size[0]}")
            files[-1].write_bytes(claim(*size))
    assert peak(*files) < 20


def test_a_photograph_of_48_megapixels_is_decoded_small(tmp_path: Path) -> None:
    file = tmp_path / "photograph.jpg"
    file.write_bytes(jpeg(Image.new("RGB", (8000, 6000), "#7a8fa3")))
    assert peak(file) < 120  # decoded whole it would be 192


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["P", "RGBA"])
def test_the_greatest_picture_is_held_once(tmp_path: Path, mode: str) -> None:
    file = tmp_path / "greatest.png"
    file.write_bytes(encoded(Image.new(mode, (8000, 8000)), "PNG", compress_level=1))
    assert peak(file) < 64 * (1 if mode == "P" else 4) + 120
