"""Pictures of a phone come in by the API: nothing that is served says where, when and with what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image as Pixels

from liveblog.models import Article, Author, Image, LiveBlog
from liveblog.publishing import articles, authors, blogs
from liveblog.publishing.blogs import BlogContent
from liveblog.publishing.content import Picture
from tests.api.conftest import Api
from tests.api.test_images import upload
from tests.media.pictures import (
    HEIC,
    MAKER_NOTE,
    SECRET,
    betraying_heic,
    betraying_jpeg,
    betraying_png,
    betraying_webp,
    quarters,
    traces_in,
)
from tests.world import DESK

ADDRESS = re.compile(r"/media/images/[0-9a-z/]+/(?:\d+\.webp|card\.jpg)")
SAMPLES = {
    "a.jpg": betraying_jpeg(),
    "wide.jpg": betraying_jpeg(6, quarters(2000, 1200)),
    "b.png": betraying_png(),
    "c.webp": betraying_webp(),
    "d.heic": betraying_heic(),
    "IMG_0815.HEIC": HEIC.read_bytes(),
}


@pytest.fixture
def said(api: Api, blog: LiveBlog) -> str:
    """All that the API has answered about pictures of every kind, shown in every place."""
    answers = [upload(api, BytesIO(content), name) for name, content in SAMPLES.items()]
    assert {answer.status_code for answer in answers} == {201}
    ids = [answer.json()["id"] for answer in answers]
    author = put_everywhere(blog, [Image.objects.get(public_id=one) for one in ids])
    post = {"body": "As seen.", "images": [{"id": one} for one in ids], "authors": [author.slug]}
    answers.append(api.post(f"/blogs/{blog.slug}/posts", {**post, "status": "published"}))
    answers += [api.get(f"/blogs/{blog.slug}/posts"), api.get("/authors")]
    answers += [api.get(f"/images/{one}") for one in ids]
    return "".join(answer.content.decode() for answer in answers)


def put_everywhere(blog: LiveBlog, images: list[Image]) -> Author:
    """Head of the blog, portrait, background article with its gallery."""
    article = articles.save(
        Article(),
        by=DESK,
        slug="background",
        title="Background",
        body="Long ago.",
        is_public=True,
        hero=images[1],
        gallery=[Picture(image) for image in images],
    )
    blogs.edit(blog, BlogContent(hero=images[2], articles=[article]), by=DESK)
    return authors.save(Author(), by=DESK, name="Ines Roth", slug="ines-roth", portrait=images[3])


def pages(blog: LiveBlog) -> Iterator[str]:
    """What strangers read."""
    post = blog.posts.get()
    for address in [
        "/",
        blog.get_absolute_url(),
        post.get_absolute_url(),
        "/articles/background/",
        f"{blog.get_absolute_url()}updates?since=0&epoch={blog.epoch}",
    ]:
        answer = Client().get(address)
        assert answer.status_code == 200, address
        yield answer.content.decode()


def stored() -> set[str]:
    """The addresses of all files that are kept."""
    return {
        image.url(name)
        for image in Image.objects.all()
        for name in default_storage.listdir(image.path("x").removesuffix("/x"))[1]
    }


def test_the_samples_betray_camera_place_and_note() -> None:
    for name, content in SAMPLES.items():
        assert b"Fernphone" in content, name
    for name in ("a.jpg", "wide.jpg", "b.png", "c.webp", "d.heic"):
        assert {MAKER_NOTE, SECRET.encode()} <= set(traces_in(SAMPLES[name])), name
        assert len([trace for trace in traces_in(SAMPLES[name]) if len(trace) == 24]) >= 1, name


def test_not_one_tag_in_anything_served(said: str, blog: LiveBlog) -> None:
    read = "".join(pages(blog))
    addresses = set(ADDRESS.findall(said + read))
    assert any(address.endswith("card.jpg") for address in addresses)
    for address in addresses | stored():
        content = Client().get(address).content
        assert traces_in(content) == [], address
        picture = Pixels.open(BytesIO(content))
        picture.load()
        assert dict(picture.getexif()) == {}, address
        assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(picture.info)


def test_nothing_is_kept_that_could_not_be_served(said: str, blog: LiveBlog) -> None:
    addresses = set(ADDRESS.findall(said + "".join(pages(blog))))
    named = {address.rpartition("/")[2] for address in addresses}
    assert {"480.webp", "card.jpg"} < named
    # Only the cards of pictures that head no page are kept and not named yet.
    assert {address.rpartition("/")[2] for address in stored() - addresses} <= {"card.jpg"}


def test_no_answer_speaks_of_camera_or_place(said: str, blog: LiveBlog) -> None:
    for words in [said, *pages(blog)]:
        assert SECRET not in words
        assert "Fernphone" not in words
