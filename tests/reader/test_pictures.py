"""Pictures on the page, and galleries in rows."""

from datetime import timedelta

import pytest
from django.test import Client

from liveblog.models import Image, PostImage
from liveblog.templatetags.pictures import focus, gallery_rows, shape
from tests.reader.pages import html
from tests.reader.stories import NOON
from tests.world import make_blog, make_image, make_post


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


@pytest.mark.django_db
def test_pictures_have_sizes_and_words(client: Client) -> None:
    blog = make_blog()
    make_post(blog, images=[make_image(alt="A palace", caption="Dusk.", credit="Photo: Us")])
    figure = html(client, blog).split("<figure", 1)[1].split("</figure>")[0]
    for part in ('width="640"', 'height="360"', "srcset=", "sizes=", 'alt="A palace"'):
        assert part in figure
    assert "Dusk." in figure
    assert "Photo: Us" in figure


@pytest.mark.django_db
def test_only_the_first_posts_pictures_load_at_once(client: Client) -> None:
    blog = make_blog()
    for number in range(2):
        make_post(blog, images=[make_image()], event_at=NOON + timedelta(hours=number))
    first, second = html(client, blog).split('class="picture')[1:3]
    assert 'loading="lazy"' not in first.split("<figcaption")[0].split(">")[1]
    assert 'loading="lazy"' in second
