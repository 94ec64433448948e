"""Authors in the back office."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from liveblog.models import Author, Image, LiveBlog, Role, Verb
from tests import world
from tests.backoffice.conftest import browser
from tests.backoffice.forms import address, errors, send

pytestmark = pytest.mark.django_db


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("ada.png", world.png().read(), "image/png")


def test_an_author_comes_with_a_portrait(desk: Client) -> None:
    send(desk, address("author", "add"), name="Ada", slug="ada", file=picture())
    author = Author.objects.get()
    assert (author.name, author.portrait.alt) == ("Ada", "Ada")


def test_a_wrong_file_is_an_error_at_its_field(desk: Client) -> None:
    text = SimpleUploadedFile("ada.jpg", b"not a picture", "image/jpeg")
    page = send(desk, address("author", "add"), name="Ada", slug="ada", file=text)
    assert list(errors(page)) == ["file"]
    assert not Author.objects.exists() and not Image.objects.exists()


def test_a_new_name_reaches_every_blog_once(desk: Client, blog: LiveBlog) -> None:
    author = world.make_author("Ada")
    world.make_post(blog, authors=[author])
    world.make_post(blog, authors=[author])
    before = blog.changes.count()
    send(desk, address("author", "change", author.pk), name="Ada Lovelace")
    assert blog.changes.count() == before + 1
    assert blog.changes.first().verb == Verb.EDIT


def test_links_are_web_addresses(desk: Client) -> None:
    author = world.make_author()
    url = address("author", "change", author.pk)
    assert list(errors(send(desk, url, addresses="javascript:alert(1)"))) == ["addresses"]
    send(desk, url, addresses="https://example.org/ada\n\nhttps://example.net")
    author.refresh_from_db()
    assert author.links == ["https://example.org/ada", "https://example.net"]


def test_a_taken_short_name_is_said(desk: Client) -> None:
    world.make_author(slug="ada")
    page = send(desk, address("author", "add"), name="Ada", slug="ada")
    assert list(errors(page)) == ["slug"]


def test_search_finds_a_place(desk: Client) -> None:
    found = world.make_author(place="Istanbul")
    world.make_author(place="Bonn")
    page = desk.get(address("author"), {"q": "istan"})
    assert list(page.context["cl"].result_list) == [found]


def test_an_editor_of_one_blog_does_not_rename_for_another(blog: LiveBlog) -> None:
    ours, everybodys = world.make_author("Ada"), world.make_author("Bea")
    world.make_post(blog, authors=[ours, everybodys])
    world.make_post(world.make_blog(), authors=[everybodys])
    editor = browser(Role.EDITOR, blog)
    send(editor, address("author", "change", ours.pk), name="Ada L.")
    refused = editor.post(address("author", "change", everybodys.pk), {"name": "Bea X."})
    assert refused.status_code == 403
    assert set(Author.objects.values_list("name", flat=True)) == {"Ada L.", "Bea"}


def test_an_editor_ties_no_account_to_a_name(blog: LiveBlog) -> None:
    author = world.make_author()
    editor = browser(Role.EDITOR, blog)
    send(editor, address("author", "change", author.pk), user=world.make_user().pk)
    author.refresh_from_db()
    assert author.user is None


def test_a_reporter_only_reads(blog: LiveBlog) -> None:
    url = address("author", "change", world.make_author().pk)
    reporter = browser(Role.REPORTER, blog)
    assert reporter.get(url).status_code == 200
    assert reporter.post(url, {"name": "x"}).status_code == 403
    assert reporter.get(address("author", "add")).status_code == 403
