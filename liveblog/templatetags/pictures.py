"""Pictures in their formats: shapes, rows of a gallery, what a browser may choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import template

from liveblog.media import variants
from liveblog.models import Image
from liveblog.models.placements import Placement

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
ROW_RATIO = 3.6  # width by height of a full row: two landscapes, or three and a bit uprights
MEASURE_REM = 41


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
    rows: list[list[tuple[int, Placement]]] = [[]]
    for number, placement in enumerate(placements, start=1):
        if rows[-1] and _ratio(rows[-1]) + _ratio([(number, placement)]) > ROW_RATIO:
            rows.append([])
        rows[-1].append((number, placement))
    return [_cells(row) for row in rows if row]


def _ratio(row: list[tuple[int, Placement]]) -> float:
    return sum(SHAPES[shape(placement.image)] for _, placement in row)


def _cells(row: list[tuple[int, Placement]]) -> list[Cell]:
    whole = _ratio(row)
    return [
        Cell(placement, name := shape(placement.image), number, _cell_sizes(SHAPES[name] / whole))
        for number, placement in row
    ]


def _cell_sizes(part: float) -> str:
    return f"(max-width: 43rem) 86vw, {MEASURE_REM * part:.1f}rem"
