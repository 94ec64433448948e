"""Pictures in the back office."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from liveblog.models import Image, LiveBlog, Role
from tests import world
from tests.backoffice.conftest import browser
from tests.backoffice.forms import address, errors, send

pytestmark = pytest.mark.django_db


def test_an_upload_is_taken_in(desk: Client) -> None:
    file = SimpleUploadedFile("x.png", world.png().read(), "image/png")
    send(desk, address("image", "add"), file=file, alt="Red", credit="Agency")
    image = Image.objects.get()
    assert (image.alt, image.credit, image.width) == ("Red", "Agency", 640)


@pytest.mark.parametrize("content", [b"text", b"", b"\x89PNG\r\n\x1a\n broken", b"<svg/>"])
def test_a_file_that_is_no_picture_is_said_at_its_field(desk: Client, content: bytes) -> None:
    file = SimpleUploadedFile("x.jpg", content, "image/jpeg")
    page = send(desk, address("image", "add"), file=file, alt="Typed")
    assert list(errors(page)) == ["file"]
    assert "Typed" in page.content.decode()
    assert not Image.objects.exists()


def test_words_and_focus_are_changed(desk: Client) -> None:
    image = world.make_image()
    send(desk, address("image", "change", image.pk), caption="The tower", focus_x="0.25")
    image.refresh_from_db()
    assert (image.caption, image.focus_x) == ("The tower", 0.25)


@pytest.mark.parametrize("typed", [{"focus_x": "7"}, {"focus_x": "nan"}, {"alt": "x" * 501}])
def test_impossible_words_are_refused(desk: Client, typed: dict[str, str]) -> None:
    image = world.make_image()
    page = send(desk, address("image", "change", image.pk), **typed)
    assert page.status_code == 200 and errors(page)


def test_the_page_says_where_a_picture_is_used(desk: Client, blog: LiveBlog) -> None:
    image = world.make_image()
    world.make_author("Ada", portrait=image)
    world.make_post(blog, headline="Shown here", images=[image])
    text = desk.get(address("image", "change", image.pk)).content.decode()
    assert "Shown here" in text and "Ada" in text


def test_staff_see_pictures_that_are_not_public_yet(blog: LiveBlog) -> None:
    image = world.make_image()
    world.make_draft(blog, images=[image])
    url = address("image", "file", image.pk)
    response = browser(Role.EDITOR, blog).get(url)
    assert response["Content-Type"] == "image/webp"
    assert "private" in response["Cache-Control"]
    assert browser(Role.EDITOR, world.make_blog()).get(url).status_code == 404
    assert Client().get(url).status_code == 302


def test_a_lost_file_is_not_found(desk: Client) -> None:
    image = world.make_image()
    Image.objects.filter(pk=image.pk).update(token="0" * 32)
    assert desk.get(address("image", "file", image.pk)).status_code == 404


def test_a_reporter_describes_own_pictures_only(blog: LiveBlog) -> None:
    reporter = browser(Role.REPORTER, blog)
    file = SimpleUploadedFile("x.png", world.png().read(), "image/png")
    send(reporter, address("image", "add"), file=file)
    mine = Image.objects.get()
    send(reporter, address("image", "change", mine.pk), alt="Mine")
    theirs = world.make_image(alt="Theirs")
    world.make_post(blog, images=[theirs])
    refused = reporter.post(address("image", "change", theirs.pk), {"alt": "x"})
    mine.refresh_from_db()
    assert (mine.alt, refused.status_code) == ("Mine", 403)


def test_search_finds_the_caption(desk: Client) -> None:
    found = world.make_image(caption="The tower")
    world.make_image()
    page = desk.get(address("image"), {"q": "tower"})
    assert list(page.context["cl"].result_list) == [found]
