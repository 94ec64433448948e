"""Whatever is typed into whatever field: stored clean and harmless, or refused by name."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liveblog.live.rendering import post_html
from liveblog.models import Article, Author, LiveBlog, Post
from liveblog.publishing import articles, authors, blogs, drafts, images, posts
from liveblog.publishing.content import Picture, PostContent
from liveblog.publishing.errors import InvalidContent
from tests.publishing.ledger import refused
from tests.world import DESK, make_author, make_blog, make_image, make_post


class Page(HTMLParser):
    """The tags and attributes that a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


pytestmark = pytest.mark.django_db
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
HOSTILE = [
    "a\x00b", "a\x1b[31mb", "a\u202eb", "a\u2066b\u2069", "a\ud800b", "a\ufeffb", "a\r\nBcc: x@y.z",
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'; DROP TABLE liveblog_post--",
    "{{ 7*7 }}{% debug %}", "</script><svg/onload=alert(1)>", "%s%d%(x)s", "javascript:alert(1)",
    "a\u2028b\u2029c", "🏳️‍🌈👩‍👩‍👧", "e\u0301" * 5, "﷽" * 10, "\\", "[x](javascript:alert(1))",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_on_a_post_are_cleaned_in_every_field(text: str) -> None:
    image = make_image(alt=text, caption=text, credit=text)
    author = make_author(text, role=text, place=text)
    post = make_post(make_blog(), text, headline=text, authors=[author], images=[image])
    post = posts.correct(post, PostContent(), text, by=DESK)
    stored = Post.objects.for_display().get(pk=post.pk)
    placed, byline = stored.placements.all()[0], stored.bylines.all()[0].author
    for kept in (
        *(stored.headline, stored.body, stored.html, stored.correction),
        *(placed.caption, placed.credit, placed.alt, byline.name, byline.role, byline.place),
    ):
        assert not UNSEEN.search(kept)
    page = Page(post_html(stored))
    assert "script" not in page.tags
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert not [
        value
        for name, value in page.attributes
        if "javascript:" in value[:20].lower() and name in ("href", "src")
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_on_a_blog_are_cleaned_in_every_field(text: str) -> None:
    lines: dict[str, Any] = dict.fromkeys(("kicker", "title", "standfirst"), text)
    blog = make_blog(introduction=text, summary=text, **lines)
    stored = LiveBlog.objects.get(pk=blog.pk)
    fields = (*lines, "introduction", "summary", "introduction_html", "summary_html")
    assert not any(UNSEEN.search(getattr(stored, field)) for field in fields)
    assert "<script" not in stored.introduction_html + stored.summary_html


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_in_an_article_are_cleaned_in_every_field(text: str) -> None:
    lines: dict[str, Any] = dict.fromkeys(articles.LINES, text)
    gallery = [Picture(make_image(), text, text, text)]
    article = articles.save(Article(), by=DESK, slug="a", body=text, gallery=gallery, **lines)
    article.refresh_from_db()
    placed = article.gallery.get()
    said = [getattr(article, field) for field in (*lines, "body", "html")]
    assert not any(map(UNSEEN.search, [*said, placed.caption, placed.credit, placed.alt]))


@pytest.mark.parametrize("text", ["a\x00", "../x", "a b", "Ä", "<b>", "", "a" * 81, "a\u202eb"])
def test_addresses_take_nothing_but_slugs(text: str) -> None:
    with refused("slug"):
        make_blog(slug=text)
    with refused("slug"):
        make_author(slug=text)
    with refused("slug"):
        articles.save(Article(), by=DESK, slug=text, title="A", body="A")


@pytest.mark.parametrize("text", ["fr", "", "de\x00", "DE", "<b>"])
def test_languages_are_the_known_ones(text: str) -> None:
    with refused("language"):
        make_blog(language=text, introduction="Words.")
    with refused("language"):
        articles.save(Article(), by=DESK, slug="a", title="A", body="A", language=text)


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "ftp://a.b", "x", 7, None, "https://a.b\x00"],
)
def test_links_of_authors_are_web_addresses(link: Any) -> None:
    with refused("links"):
        make_author(links=[link])


def test_links_of_authors_are_a_list() -> None:
    with refused("links"):
        make_author(links={"a": "b"})
    assert make_author(links=["https://example.org/jb"]).links == ["https://example.org/jb"]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(), max_size=60), st.text(st.characters(), max_size=60))
def test_no_text_at_all_breaks_a_post(headline: str, body: str) -> None:
    blog = LiveBlog.objects.first() or make_blog()
    try:
        post = make_post(blog, body, headline=headline)
    except InvalidContent:
        return
    post.refresh_from_db()
    assert not UNSEEN.search(post.headline + post.body + post.html)
    assert post.label and post.get_absolute_url()


def test_words_on_a_picture_are_cleaned_and_held_to_their_limits() -> None:
    image = images.describe(make_image(), alt="a\x00\u202eb", caption=" c \n d ", credit="\u200b")
    assert (image.alt, image.caption, image.credit) == ("ab", "c d", "")
    with refused("alt", "caption", "credit"):
        images.describe(image, alt="x" * 501, caption="x" * 501, credit="x" * 121)


def test_a_reason_for_the_history_is_kept_as_text() -> None:
    post = posts.edit(make_post(make_blog()), PostContent("A"), by=DESK, reason="a\x00\u202eb")
    assert post.revisions.first().reason == "ab"
    with refused("reason"):
        posts.edit(post, PostContent("B"), by=DESK, reason="x" * 501)


def test_notes_are_cleaned_before_they_are_kept() -> None:
    post = make_post(make_blog(), status="submitted")
    assert drafts.send_back(post, "a\x00b", by=DESK).revisions.first().reason == "ab"
    gone = posts.retract(make_post(make_blog()), "a\x00b", by=DESK)
    assert (gone.retraction, gone.changes.first().note) == ("ab", "ab")


def test_names_that_are_too_long_are_refused() -> None:
    with refused("name", "place", "role"):
        authors.save(Author(), by=DESK, slug="a", name="x" * 121, role="x" * 121, place="x" * 121)
    with refused("kicker", "standfirst", "title"):
        make_blog(kicker="x" * 81, title="x" * 201, standfirst="x" * 601)
    with refused("introduction", "summary"):
        make_blog(introduction="x" * 10_001, summary="[" * 500)


def test_a_blog_needs_a_title_that_can_be_read() -> None:
    for title in ("", " ", "\u200b"):
        with refused("title"):
            blogs.create(blogs.BlogContent(slug="a", title=title))
