"""Articles are saved whole, and the blogs that link them show it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from liveblog.models import Article
from liveblog.publishing import articles, blogs
from liveblog.publishing.content import Picture
from tests.publishing.ledger import changes_made, nothing_written, refused
from tests.world import DESK, make_author, make_blog, make_image

pytestmark = pytest.mark.django_db


def save(article: Article | None = None, **fields: Any) -> Article:
    fields = fields if article else {"slug": "a", "title": "A", "body": "A", **fields}
    return articles.save(article or Article(), by=DESK, **fields)


def test_public_blogs_that_link_an_article_are_told_of_it() -> None:
    article = save(is_public=True)
    linking, other = make_blog(articles=[article]), make_blog()
    hidden = make_blog(articles=[article], status="draft")
    with changes_made(linking) as made, nothing_written(other), nothing_written(hidden):
        save(article, title="B")
    assert [(change.verb, change.regions) for change in made] == [("edit_blog", ["background"])]


def test_no_number_tells_of_an_unpublished_article() -> None:
    article = save(is_public=False)
    blog = make_blog(articles=[article])
    with nothing_written(blog):
        save(article, title="Secret")


@pytest.mark.parametrize("public", [True, False])
def test_appearing_and_disappearing_is_told(public: bool) -> None:
    article = save(is_public=not public)
    blog = make_blog(articles=[article])
    with changes_made(blog) as made:
        save(article, is_public=public)
    assert len(made) == 1


def test_a_text_longer_than_a_post_is_rendered_by_its_sections() -> None:
    article = save(body="\n\n".join(f"## Part {n}\n\n" + "word " * 1_500 for n in range(4)))
    assert article.html.count("<h2") + article.html.count("<h3") == 4


def test_what_cannot_be_accepted_is_told_at_once() -> None:
    too_long = Picture(make_image(), caption="x" * 501)
    with refused("body", "gallery", "language", "published_at", "slug", "title"):
        save(
            title="x" * 201,
            slug="a b",
            body="x" * 100_001,
            language="fr",
            published_at=datetime(2025, 5, 16),
            gallery=[too_long],
        )
    assert not Article.objects.exists()


def test_one_endless_section_is_refused() -> None:
    with refused("body"):
        save(body="word " * 3_000)


def test_a_gallery_keeps_order_and_words() -> None:
    images = [make_image(caption="One"), make_image()]
    article = save(gallery=[Picture(images[1], "Two"), Picture(images[0])])
    hung = list(article.gallery.values_list("image", "caption"))
    assert hung == [(images[1].pk, "Two"), (images[0].pk, "One")]
    assert save(article, title="B").gallery.count() == 2
    assert articles.save(article, by=DESK, gallery=[]).gallery.count() == 0


def test_authors_are_replaced_only_when_given() -> None:
    author = make_author()
    article = save(authors=[author])
    assert list(save(article, title="B").authors.all()) == [author]
    assert not articles.save(article, by=DESK, authors=[]).authors.exists()


def test_a_blog_can_hand_its_background_back() -> None:
    article = save(is_public=True)
    blog = make_blog(articles=[article])
    blogs.edit(blog, blogs.BlogContent(articles=[]), by=DESK)
    with nothing_written(blog):
        save(article, title="B")
