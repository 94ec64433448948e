"""Galleries in rows."""

import pytest

from liveblog.models import Image, PostImage
from liveblog.templatetags.pictures import focus, gallery_rows, shape


def placed(*formats: tuple[int, int]) -> list[PostImage]:
    return [PostImage(image=Image(width=width, height=height)) for width, height in formats]


def rows(*formats: tuple[int, int]) -> list[list[int]]:
    return [[cell.number for cell in row] for row in gallery_rows(placed(*formats))]


@pytest.mark.parametrize(
    ("width", "height", "name"),
    [(1920, 1080, "shape-16x9"), (900, 900, "shape-1x1"), (800, 1200, "shape-2x3")],
)
def test_a_picture_has_the_nearest_shape(width: int, height: int, name: str) -> None:
    assert shape(Image(width=width, height=height)) == name


def test_a_panorama_is_still_wide() -> None:
    assert shape(Image(width=9000, height=1000)) == "shape-16x9"


def test_two_landscapes_stand_side_by_side() -> None:
    assert rows((3, 2), (3, 2)) == [[1, 2]]


def test_eleven_pictures_keep_their_order_in_full_rows() -> None:
    found = rows(*[(3, 2)] * 11)
    assert [number for row in found for number in row] == list(range(1, 12))
    assert {len(row) for row in found} <= {1, 2}


def test_uprights_share_a_row() -> None:
    assert rows((2, 3), (2, 3), (2, 3)) == [[1, 2, 3]]


def test_the_focal_point_becomes_classes() -> None:
    assert focus(Image(focus_x=0.0, focus_y=0.9)) == "focus-x0 focus-y4"
