"""Background articles in the back office."""

from __future__ import annotations

import pytest
from django.test import Client

from liveblog.models import Article, LiveBlog, Role, Verb
from liveblog.publishing import articles, blogs
from tests import world
from tests.backoffice.conftest import browser
from tests.backoffice.forms import address, errors, send

pytestmark = pytest.mark.django_db


def make_article(**fields: object) -> Article:
    given = {"slug": "why", "title": "Why", "body": "Because.", **fields}
    return articles.save(Article(), by=world.DESK, **given)


def test_an_article_with_its_gallery_is_created(desk: Client) -> None:
    image, author = world.make_image(), world.make_author()
    rows = {"gallery-TOTAL_FORMS": 1, "gallery-0-image": image.pk, "gallery-0-caption": "One"}
    words = {"title": "Why", "slug": "why", "body": "## So\n\nBecause.", "authors": [author.pk]}
    send(desk, address("article", "add"), **words, **rows)
    article = Article.objects.get()
    assert "<h3" in article.html or "<h2" in article.html
    assert (article.gallery.get().caption, article.authors.get()) == ("One", author)


def test_a_linked_blog_shows_the_new_title_in_one_change(desk: Client, blog: LiveBlog) -> None:
    article = make_article(is_public=True)
    blogs.edit(blog, blogs.BlogContent(articles=[article]), by=world.DESK)
    before = blog.changes.count()
    send(desk, address("article", "change", article.pk), title="Why not")
    assert blog.changes.count() == before + 1
    assert (blog.changes.first().verb, blog.changes.first().via) == (Verb.EDIT_BLOG, "admin")


def test_the_gallery_stays_when_untouched(desk: Client) -> None:
    article = make_article()
    rows = {"gallery-TOTAL_FORMS": 1, "gallery-0-image": world.make_image().pk}
    send(desk, address("article", "change", article.pk), **rows)
    send(desk, address("article", "change", article.pk), title="Other")
    assert article.gallery.count() == 1


@pytest.mark.parametrize(
    ("typed", "field"), [({"body": "[" * 4_000}, "body"), ({"title": ""}, "title")]
)
def test_what_the_verb_refuses_is_said(desk: Client, typed: dict[str, str], field: str) -> None:
    page = send(desk, address("article", "change", make_article().pk), **typed)
    assert list(errors(page)) == [field]


def test_an_editor_of_one_linking_blog_only_reads(blog: LiveBlog) -> None:
    article = make_article()
    for linking in (blog, world.make_blog()):
        blogs.edit(linking, blogs.BlogContent(articles=[article]), by=world.DESK)
    url = address("article", "change", article.pk)
    editor = browser(Role.EDITOR, blog)
    assert editor.get(url).status_code == 200
    assert editor.post(url, {"title": "x"}).status_code == 403


def test_the_draft_of_another_blog_is_out_of_reach(blog: LiveBlog) -> None:
    article = make_article()
    other = world.make_blog()
    blogs.edit(other, blogs.BlogContent(articles=[article]), by=world.DESK)
    url = address("article", "change", article.pk)
    assert browser(Role.EDITOR, blog).get(url).status_code == 302
    assert browser(Role.EDITOR, other).get(url).status_code == 200


def test_a_reporter_writes_none(blog: LiveBlog) -> None:
    assert browser(Role.REPORTER, blog).get(address("article", "add")).status_code == 403
