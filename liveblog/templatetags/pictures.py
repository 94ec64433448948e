"""Pictures in their formats: shapes, rows of a gallery, what a browser may choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import template

from liveblog.media import variants
from liveblog.models import ArticleImage, Image, PostImage

register = template.Library()

# Width by height of the classes that `css/figure.css` and `css/gallery.css` know. A picture in a
# gallery is cropped to the nearest one, which costs it a twelfth at most.
SHAPES = {
    "shape-16x9": 16 / 9,
    "shape-3x2": 3 / 2,
    "shape-4x3": 4 / 3,
    "shape-1x1": 1.0,
    "shape-3x4": 3 / 4,
    "shape-2x3": 2 / 3,
}
ROW_RATIO = 3.0  # width by height that a row aims at: two landscapes, or four uprights
MEASURE_REM = 41

Placement = PostImage | ArticleImage
Numbered = tuple[int, Placement]


@dataclass(frozen=True)
class Cell:
    """A picture in a gallery's row; `number` counts from 1, `sizes` as the attribute has it."""

    placement: Placement
    shape: str
    number: int
    sizes: str


@register.filter
def shape(image: Image) -> str:
    """The class of the nearest format."""
    ratio = image.width / image.height
    return min(SHAPES, key=lambda name: abs(SHAPES[name] - ratio))


@register.filter
def picture_sizes(sizes: str) -> str:
    """The `sizes` attribute; empty means the stream's measure."""
    return variants.sizes(sizes)


@register.filter
def focus(image: Image) -> str:
    """Classes that keep the focal point in sight where a picture is cropped, in steps of 25 %."""
    return f"focus-x{round(image.focus_x * 4)} focus-y{round(image.focus_y * 4)}"


@register.filter
def gallery_rows(placements: Sequence[Placement]) -> list[list[Cell]]:
    """Pictures in order, in rows of equal height that fill the measure."""
    ratios = [SHAPES[shape(placement.image)] for placement in placements]
    whole = sum(ratios)
    number_of_rows = max(round(whole / ROW_RATIO), 1)
    rows: list[list[Numbered]] = [[] for _ in range(number_of_rows)]
    # Laid out in one long line and cut into equal parts: each is where its middle falls.
    end = 0.0
    for number, (placement, ratio) in enumerate(zip(placements, ratios, strict=True), start=1):
        middle, end = end + ratio / 2, end + ratio
        rows[int(middle / whole * number_of_rows)].append((number, placement))
    return [_cells(row) for row in rows if row]


def _cells(row: list[Numbered]) -> list[Cell]:
    names = [shape(placement.image) for _, placement in row]
    whole = sum(SHAPES[name] for name in names)
    return [
        Cell(placement, name, number, _cell_sizes(SHAPES[name] / whole))
        for (number, placement), name in zip(row, names, strict=True)
    ]


def _cell_sizes(part: float) -> str:
    return f"(max-width: 43rem) 86vw, {MEASURE_REM * part:.1f}rem"
