"""Search over posts, the same on both databases."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liveblog.models import LiveBlog, Post
from liveblog.publishing import posts
from liveblog.publishing.content import PostContent
from tests.world import DESK, make_blog, make_draft, make_post

pytestmark = pytest.mark.django_db

TOLD = {
    "palace": ("Im Palast", "Die Verhandlungen beginnen. Außenminister Çavuşoğlu wartet."),
    "street": ("", "Auf der Straße vor dem Dolmabahçe-Palast stehen **Übertragungswagen**."),
    "english": ("Talks adjourned", "The delegations were negotiating; see example.org/minutes."),
    "kyiv": ("", "Aus Kyjiw (Київ) heißt es: 1.000 Gefangene, nichts weiter."),
}


@pytest.fixture
def blog() -> LiveBlog:
    blog = make_blog()
    for name, (headline, body) in TOLD.items():
        make_post(blog, body, headline=headline, embed=f"https://example.com/{name}")
    return blog


def found(text: str) -> set[str]:
    return {post.embed.rpartition("/")[2] for post in Post.objects.search(text)}


FINDINGS = {
    "Palast": {"palace", "street"},
    "palast straße": {"street"},
    "STRASSE": {"street"},
    "cavusoglu": {"palace"},
    "Aussenminister": {"palace"},
    "verhand": {"palace"},  # a beginning
    "verhandlung": {"palace"},
    "übertragung palast": {"street"},
    "dolmabahce-palast": {"street"},
    '"im palast"': {"palace"},
    '"palast im"': set(),
    "palast -straße": {"palace"},
    "-palast": {"english", "kyiv"},
    "die": {"palace"},  # a stop word is a word as well
    "example.org": {"english"},
    "minutes": {"english"},
    "київ": {"kyiv"},
    "1.000": {"kyiv"},
    "Gefangene Palast": set(),
    "org ": {"english"},
    "or ": set(),  # finished, and no post has this word
    "!?": set(),
    "": set(),
}


def test_words_find_their_posts(blog: LiveBlog) -> None:
    assert {typed: found(typed) for typed in FINDINGS} == FINDINGS


def test_postgresql_knows_stems(blog: LiveBlog) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no stems")
    assert found("Gefangenen ") == {"kyiv"}
    assert found("negotiated ") == {"english"}


def test_an_edit_is_found_by_its_new_words_only(blog: LiveBlog) -> None:
    post = Post.objects.search("Київ").get()
    posts.edit(post, PostContent(body="Nichts Neues."), by=DESK)
    assert found("Київ") == set()
    assert found("neues") == {"kyiv"}


def test_a_public_correction_is_found(blog: LiveBlog) -> None:
    post = Post.objects.search("Київ").get()
    posts.correct(post, PostContent(), "Es waren zwölf.", by=DESK)
    assert found("zwoelf") == set()
    assert found("zwölf") == found("zwolf") == {"kyiv"}


def test_a_deleted_post_is_forgotten_and_its_row_reused(blog: LiveBlog) -> None:
    make_draft(blog, "Kanarienvogel").delete()
    assert found("Kanarienvogel") == set()
    make_draft(blog, "Zeisig")
    assert found("Kanarienvogel") == set()


def test_search_keeps_the_filters_before_it(blog: LiveBlog) -> None:
    make_post(make_blog(), "Im Palast eines anderen Blogs")
    assert blog.posts.search("Palast").public().count() == 2


HOSTILE = [
    '"', '""', "'", "*", "-", '-"', "AND OR NOT NEAR(", "headline:x", "a:*", "!&|<->()", "\\",
    "\x00", "%s %(x)s {0}", "x" * 10_000, "(" * 10_000, '"a ' * 4_000, "🙂", "\u0301", "ß", "ﬁ",
    "a\u0000b", "^a", "{a b}:c", "हिन्दी", "क़", "\ufdd0\uffff",
]  # fmt: skip


def test_no_input_breaks_a_search(blog: LiveBlog) -> None:
    for hostile in HOSTILE:
        assert found(hostile) <= set(TOLD), hostile


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nor_does_any_text(blog: LiveBlog, text: str) -> None:
    assert found(text) <= set(TOLD)


@pytest.mark.django_db(transaction=True)
def test_the_index_can_be_taken_away_and_made_again() -> None:
    make_post(make_blog(), "Im Palast", embed="https://example.com/palace")
    migration = import_module("liveblog.migrations.0002_post_search")
    with connection.schema_editor() as editor:
        migration.take_away(None, editor)
        migration.make(None, editor)
    assert found("Palast") == {"palace"}
