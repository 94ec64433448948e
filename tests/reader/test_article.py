"""Background articles."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from liveblog.models import Article
from liveblog.publishing import articles
from liveblog.publishing.content import Picture
from tests.reader.stories import HOSTILE
from tests.world import DESK, make_author, make_blog, make_image

pytestmark = pytest.mark.django_db


def make_article(**fields: Any) -> Article:
    fields = {"slug": "piece", "title": "Piece", "body": "Long.", "is_public": True, **fields}
    return articles.save(Article(), by=DESK, **fields)


def test_shows_text_author_and_role(client: Client) -> None:
    make_article(authors=[make_author("Jale Brandt")], author_role="Reporter abroad")
    page = client.get("/articles/piece/").content.decode()
    for words in ("Piece</h1>", "<p>Long.</p>", "Jale Brandt", "Reporter abroad"):
        assert words in page


def test_its_gallery_is_numbered(client: Client) -> None:
    pictures = [Picture(make_image(caption=f"Caption {n}")) for n in range(11)]
    make_article(gallery=pictures)
    page = client.get("/articles/piece/").content.decode()
    for number in range(1, 12):
        assert f"{number}/11" in page
    assert page.index("Caption 0") < page.index("Caption 10")


@pytest.mark.parametrize(
    "fields", [{"is_public": False}, {"published_at": timezone.now() + timedelta(days=1)}]
)
def test_unpublished_ones_are_not_found(client: Client, fields: dict[str, Any]) -> None:
    make_article(**fields)
    assert client.get("/articles/piece/").status_code == 404


def test_blogs_and_articles_lead_to_each_other(client: Client) -> None:
    make_blog(slug="one", title="The blog", articles=[make_article()])
    assert 'href="/articles/piece/"' in client.get("/live/one/").content.decode()
    assert 'href="/live/one/"' in client.get("/articles/piece/").content.decode()


def test_a_draft_blog_is_not_betrayed(client: Client) -> None:
    make_blog(title="Secret", status="draft", articles=[make_article()])
    assert "Secret" not in client.get("/articles/piece/").content.decode()


def test_speaks_its_own_language(client: Client) -> None:
    make_article(language="en")
    assert '<html lang="en">' in client.get("/articles/piece/").content.decode()


def test_everything_foreign_is_escaped(client: Client) -> None:
    image = make_image(alt=HOSTILE, caption=HOSTILE, credit=HOSTILE)
    make_article(title=HOSTILE, standfirst=HOSTILE, author_role=HOSTILE, hero=image)
    page = client.get("/articles/piece/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_headings_rank_right_below_the_title(client: Client) -> None:
    make_article(body="## First\n\nText.\n\n### Deeper")
    page = client.get("/articles/piece/").content.decode()
    assert '<h3 aria-level="2">First</h3>' in page
    assert '<h4 aria-level="3">Deeper</h4>' in page
