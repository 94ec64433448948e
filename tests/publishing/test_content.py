"""What is handed in is checked as a whole, before anything is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from liveblog.models import Image, Post
from liveblog.publishing import posts
from liveblog.publishing.content import Picture, PostContent
from liveblog.publishing.errors import InvalidContent
from tests.publishing.ledger import changes_made, nothing_written, refused
from tests.world import DESK, make_author, make_blog, make_image, make_post

pytestmark = pytest.mark.django_db
FAR_WEST = timezone(-timedelta(hours=14))


def hand_in(**fields: Any) -> Post:
    return posts.edit(make_post(make_blog()), PostContent(**fields), by=DESK)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", "x" * 201),
        ("body", "x" * 10_001),
        ("body", "[" * 4_000),
        ("embed", "ftp://example.org/a"),
        ("embed", "javascript:alert(1)"),
        ("embed", "//example.org"),
        ("embed", "http://[::1"),
        ("embed", "https://example.org/" + "x" * 481),
        ("event_at", datetime(2025, 5, 16)),
        ("event_at", datetime.min),
        ("event_at", datetime.max),
        ("event_at", datetime.max.replace(tzinfo=FAR_WEST)),
        ("event_at", datetime(1899, 12, 31, tzinfo=UTC)),
        ("event_at", datetime(2200, 1, 2, tzinfo=UTC)),
    ],
)
def test_what_cannot_be_accepted_is_refused_by_field(field: str, value: Any) -> None:
    blog = make_blog()
    post = make_post(blog)
    with nothing_written(blog), refused(field):
        posts.edit(post, PostContent(**{field: value}), by=DESK)
    with nothing_written(blog), refused(field):
        make_post(blog, **{"body": "Something.", field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", "x" * 200),
        ("body", "x " * 5_000),
        ("embed", "https://example.org/" + "x" * 480),
        ("event_at", datetime(1900, 1, 1, tzinfo=UTC)),
        ("event_at", datetime(2200, 1, 1, tzinfo=UTC)),
    ],
)
def test_the_limit_itself_is_allowed(field: str, value: Any) -> None:
    assert hand_in(**{field: value}).version == 3


def test_twenty_pictures_fit_and_one_more_does_not() -> None:
    rows = (Image(token=f"{n}", width=4, height=3, widths=[4]) for n in range(21))
    pictures = [Picture(image) for image in Image.objects.bulk_create(rows)]
    assert hand_in(images=pictures[:20]).placements.count() == 20
    with refused("images"):
        hand_in(images=pictures)


def test_a_picture_stands_once_on_a_post() -> None:
    picture = Picture(make_image())
    with refused("images"):
        hand_in(images=[picture, picture])


@pytest.mark.parametrize("field", ["caption", "credit", "alt"])
def test_what_is_said_beside_a_picture_has_its_limit(field: str) -> None:
    with refused("images"):
        hand_in(images=[Picture(make_image(), **{field: "x" * 501})])


def test_twelve_authors_fit_and_one_more_does_not() -> None:
    names = [make_author() for _ in range(13)]
    assert hand_in(authors=names[:12]).bylines.count() == 12
    with refused("authors"):
        hand_in(authors=names)


def test_an_author_named_twice_stands_once() -> None:
    author = make_author()
    assert list(hand_in(authors=[author, author]).authors.all()) == [author]


def test_every_problem_is_told_at_once_and_nothing_written() -> None:
    blog, picture = make_blog(), Picture(make_image())
    content = PostContent(
        headline="x" * 201,
        body="x" * 10_001,
        authors=[make_author() for _ in range(13)],
        images=[picture, picture],
        embed="ftp://example.org",
        event_at=datetime(2025, 5, 16),
    )
    with nothing_written(blog), pytest.raises(InvalidContent) as caught:
        make_post(blog, **{field: getattr(content, field) for field in ("headline", "embed")},
                  body=content.body, event_at=content.event_at)  # fmt: skip
    assert sorted(caught.value.errors) == ["body", "embed", "event_at", "headline"]
    post = make_post(blog)
    with nothing_written(blog), refused(*content.given):
        posts.edit(post, content, by=DESK)


def test_limits_are_named_with_what_was_found() -> None:
    with pytest.raises(InvalidContent) as caught:
        hand_in(headline="x" * 201, body="x" * 10_001)
    assert "201" in caught.value.errors["headline"][0]
    assert "200" in caught.value.errors["headline"][0]
    assert "10001" in caught.value.errors["body"][0]
    assert "10000" in caught.value.errors["body"][0]


@pytest.mark.parametrize("body", ["", " \n\t ", "\u200b\u200d", "\x00\x07", "\u202e", "\ufeff"])
def test_an_empty_post_is_refused(body: str) -> None:
    blog = make_blog()
    with nothing_written(blog), refused("body"):
        make_post(blog, body, headline=body)


@pytest.mark.parametrize("field", ["headline", "embed", "images"])
def test_a_post_may_be_only_a_headline_a_link_or_a_picture(field: str) -> None:
    choices: dict[str, dict[str, Any]] = {
        "headline": {"headline": "Goal!"},
        "embed": {"embed": "https://example.org/clip"},
        "images": {"images": [make_image()]},
    }
    assert make_post(make_blog(), "", **choices[field]).is_published


def test_fields_that_are_not_given_stay() -> None:
    author, image = make_author(), make_image()
    post = make_post(make_blog(), headline="Stays", authors=[author], images=[image], key=True)
    edited = posts.edit(post, PostContent(body="Else."), by=DESK)
    assert (edited.headline, edited.is_key, edited.event_at) == ("Stays", True, post.event_at)
    assert [*edited.authors.all(), *edited.placements.all()] == [author, *post.placements.all()]


def test_a_picture_brings_its_own_words_unless_others_are_given() -> None:
    image = make_image(alt="A gate", caption="The gate", credit="J. B.")
    post = make_post(make_blog(), images=[image])
    placed = post.placements.get()
    assert (placed.alt, placed.caption, placed.credit) == ("A gate", "The gate", "J. B.")
    here = [Picture(image, caption="Here", credit="", alt=" Open \n gate ")]
    placed = posts.edit(post, PostContent(images=here), by=DESK).placements.get()
    assert (placed.alt, placed.caption, placed.credit) == ("Open gate", "Here", "")


@pytest.mark.parametrize("hours", [0, 3, -14])
def test_the_same_instant_in_another_zone_is_no_edit(hours: int) -> None:
    at = datetime(2025, 5, 16, 12, tzinfo=UTC)
    post = make_post(make_blog(), event_at=at)
    there = at.astimezone(timezone(timedelta(hours=hours)))
    with changes_made(post.blog) as made:
        posts.edit(post, PostContent(event_at=there), by=DESK)
    assert not made


@pytest.mark.parametrize("change", ["order", "caption", "author order"])
def test_order_and_captions_are_changes(change: str) -> None:
    images, names = [make_image(), make_image()], [make_author(), make_author()]
    post = make_post(make_blog(), images=images, authors=names)
    content = {
        "order": PostContent(images=[Picture(image) for image in images[::-1]]),
        "caption": PostContent(images=[Picture(images[0], "New"), Picture(images[1])]),
        "author order": PostContent(authors=names[::-1]),
    }[change]
    with changes_made(post.blog) as made:
        posts.edit(post, content, by=DESK)
        posts.edit(post, content, by=DESK)
    assert len(made) == 1
