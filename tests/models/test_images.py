"""Pictures: public exactly while a public page shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from liveblog.models import Article, Image, LiveBlog
from liveblog.publishing import articles, blogs, drafts, posts
from liveblog.publishing.content import Picture
from tests.models.refusing import database_refuses
from tests.world import DESK, make_author, make_blog, make_draft, make_image, make_post, make_user

pytestmark = pytest.mark.django_db


def is_public(image: Image) -> bool:
    return Image.objects.public().filter(pk=image.pk).exists()


def make_article(**fields: Any) -> Article:
    fields = {"slug": "long", "title": "Long", "body": "Text.", "is_public": True, **fields}
    return articles.save(Article(), by=DESK, **fields)


def test_a_picture_that_stands_nowhere_is_hidden() -> None:
    assert not is_public(make_image())


def test_the_picture_of_a_published_post_is_public() -> None:
    image = make_image()
    make_post(make_blog(), images=[image])
    assert is_public(image)


@pytest.mark.parametrize("status", ["draft", "submitted"])
def test_the_picture_of_an_unpublished_post_is_hidden(status: str) -> None:
    image = make_image()
    make_post(make_blog(), images=[image], status=status)
    assert not is_public(image)


def test_the_picture_of_a_scheduled_post_is_hidden() -> None:
    image = make_image()
    post = make_draft(make_blog(), images=[image])
    drafts.schedule(post, timezone.now() + timedelta(minutes=1), by=DESK)
    assert not is_public(image)


def test_a_retraction_hides_the_picture_and_a_restoration_shows_it_again() -> None:
    image = make_image()
    post = make_post(make_blog(), images=[image])
    posts.retract(post, "Wrong.", by=DESK)
    assert not is_public(image)
    posts.restore(post, by=DESK)
    assert is_public(image)


def test_a_picture_taken_off_its_post_is_hidden() -> None:
    image = make_image()
    post = make_post(make_blog(), images=[image])
    posts.edit(post, posts.PostContent(images=[]), by=DESK)
    assert not is_public(image)


def test_withdrawing_a_blog_hides_its_pictures() -> None:
    image, hero = make_image(), make_image()
    blog = make_blog(hero=hero)
    make_post(blog, images=[image])
    assert is_public(image) and is_public(hero)
    blogs.withdraw(blog, by=DESK)
    assert not is_public(image) and not is_public(hero)


def test_one_public_place_is_enough() -> None:
    image, blog = make_image(), make_blog()
    make_draft(blog, images=[image])
    make_post(blog, images=[image])
    assert list(Image.objects.public()) == [image]


def test_a_draft_in_a_public_blog_and_a_post_in_a_hidden_one_make_nothing_public() -> None:
    image, hidden = make_image(), make_blog()
    make_post(hidden, images=[image])
    make_draft(make_blog(), images=[image])
    blogs.withdraw(hidden, by=DESK)
    assert not is_public(image)


def test_portraits_are_public() -> None:
    image = make_image()
    make_author(portrait=image)
    assert is_public(image)


def _as_hero(image: Image, **fields: Any) -> None:
    make_article(hero=image, **fields)


def _in_gallery(image: Image, **fields: Any) -> None:
    make_article(gallery=[Picture(image)], **fields)


@pytest.mark.parametrize("show", [_as_hero, _in_gallery])
@pytest.mark.parametrize(
    ("fields", "public"),
    [
        ({}, True),
        ({"is_public": False}, False),
        ({"published_at": timezone.now() + timedelta(days=1)}, False),
    ],
)
def test_pictures_of_articles_are_as_public_as_the_article(
    show: Callable[..., None], fields: dict[str, Any], public: bool
) -> None:
    image = make_image()
    show(image, **fields)
    assert is_public(image) == public


def test_the_hero_of_a_draft_blog_is_hidden() -> None:
    image = make_image()
    make_blog(hero=image, status="draft")
    assert not is_public(image)


@pytest.mark.parametrize("status", ["paused", "ended", "archived"])
def test_the_hero_of_a_quiet_blog_stays_public(status: str) -> None:
    image = make_image()
    LiveBlog.objects.filter(pk=make_blog(hero=image).pk).update(status=status)
    assert is_public(image)


def test_addresses_name_the_widths_there_are() -> None:
    image = make_image()
    assert image.srcset == f"{image.url('480.webp')} 480w, {image.url('640.webp')} 640w"
    assert image.src == image.url("640.webp")
    assert image.thumbnail == image.url("480.webp")
    assert image.path("card.jpg") == f"images/{image.token[:2]}/{image.token}/card.jpg"


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("image_has_size", {"width": 0}),
        ("image_has_size", {"height": 0}),
        ("image_focus_inside", {"focus_x": 1.01}),
        ("image_focus_inside", {"focus_y": -0.01}),
    ],
)
def test_the_database_refuses_impossible_pictures(constraint: str, values: dict[str, Any]) -> None:
    image = make_image()
    with database_refuses(constraint):
        Image.objects.filter(pk=image.pk).update(**values)


def test_the_database_keeps_one_picture_per_client_id_and_person() -> None:
    user = make_user()
    one, two = make_image(by=user), make_image(by=user)
    key = "7f3f0d4e-6d0b-4b8e-9d53-000000000001"
    Image.objects.filter(pk=one.pk).update(client_id=key)
    with database_refuses("image_client_id_once"):
        Image.objects.filter(pk=two.pk).update(client_id=key)


def test_the_database_shows_a_picture_once_a_post() -> None:
    image = make_image()
    post = make_post(make_blog(), images=[image])
    with database_refuses("post_shows_image_once"):
        post.placements.create(image=image)
