"""The demo's data: everything it names is there, and every limit kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from liveblog import limits
from liveblog.management import seeds
from liveblog.media import intake
from liveblog.models import Language
from liveblog.models.blogs import validate_time_zone
from liveblog.publishing.articles import render_long
from liveblog.text.markup import render

BLOGS = {table["slug"]: table for table in seeds.blogs()}
POSTS = {(slug, post["id"]): post for slug, table in BLOGS.items() for post in table["post"]}
ARTICLES = {table["slug"]: table for table in seeds.articles()}
AUTHORS = {table["slug"]: table for table in seeds.authors()}
FILES = sorted(path.name for path in seeds.PICTURES.iterdir())
VERBS = {"pin": {"post"}, "correct": {"post", "body", "note"}, "retract": {"post", "reason"},
         "edit_blog": set(), "end": set()}  # fmt: skip


def _placed() -> Iterator[dict[str, Any]]:
    """Every picture in its place, as {file, alt, caption?, credit}."""
    for table in (*POSTS.values(), *ARTICLES.values()):
        yield from table.get("picture", [])
    for table in (*BLOGS.values(), *ARTICLES.values()):
        if hero := table.get("hero"):
            yield {**hero, "file": hero["picture"]}


def test_the_istanbul_day_and_a_second_blog_in_english_are_there() -> None:
    assert {table["language"] for table in BLOGS.values()} >= {"de", "en"}
    assert len(BLOGS["istanbul"]["post"]) >= 15
    assert len(ARTICLES) >= 2


def test_every_element_of_the_reference_is_shown() -> None:
    istanbul = BLOGS["istanbul"]
    posts, verbs = istanbul["post"], [action["verb"] for action in istanbul["action"]]
    text = "\n".join(post["body"] for post in posts)
    assert re.search(r"^> ", text, re.M) and re.search(r"^> ?[—–-]", text, re.M)
    assert re.search(r"^- ", text, re.M) and re.search(r"^### ", text, re.M)
    assert any(post["key"] for post in posts)
    assert any(len(post.get("picture", [])) > 1 for post in posts)
    assert any(not post.get("headline") for post in posts)
    assert {"pin", "correct", "retract", "end"} <= set(verbs)
    assert verbs.count("correct") == verbs.count("retract") == 1
    assert len({name for post in posts for name in post["authors"]}) >= 3


def test_every_author_named_is_known() -> None:
    tables = (*POSTS.values(), *ARTICLES.values())
    assert {name for table in tables for name in table["authors"]} == set(AUTHORS)


def test_every_article_linked_is_there_and_every_one_there_is_linked() -> None:
    assert {slug for table in BLOGS.values() for slug in table.get("articles", [])} == set(ARTICLES)


def test_every_picture_named_is_there_and_every_one_there_is_named() -> None:
    portraits = {table["portrait"] for table in AUTHORS.values() if table.get("portrait")}
    assert {placed["file"] for placed in _placed()} | portraits == set(FILES)


def test_every_picture_has_alternative_text_and_credit_within_limits() -> None:
    for placed in _placed():
        assert 20 <= len(placed["alt"]) <= limits.ALT_TEXT, placed["file"]
        assert 0 < len(placed["credit"]) <= limits.CREDIT, placed["file"]
        assert len(placed.get("caption", "")) <= limits.CAPTION, placed["file"]


@pytest.mark.parametrize("name", FILES)
def test_pictures_are_small_webp(name: str) -> None:
    data = (seeds.PICTURES / name).read_bytes()
    assert data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    assert len(data) <= 80 * 1024


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_pictures_pass_the_door(name: str) -> None:
    with (seeds.PICTURES / name).open("rb") as file:
        assert intake.take_in(file).widths


@pytest.mark.parametrize("slug", BLOGS)
def test_ids_of_posts_are_unique_and_actions_find_theirs(slug: str) -> None:
    told: list[str] = []
    for step in seeds.day(BLOGS[slug]):
        if step.kind == "post":
            assert step.table["id"] not in told
            told.append(step.table["id"])
        else:
            assert VERBS[step.kind] <= set(step.table)
            assert step.table.get("post", told[-1]) in told
    assert len(told) == len(BLOGS[slug]["post"])


@pytest.mark.parametrize("slug", BLOGS)
def test_every_action_happens(slug: str) -> None:
    steps = [step for step in seeds.day(BLOGS[slug]) if step.kind != "post"]
    assert len(steps) == len(BLOGS[slug].get("action", []))


@pytest.mark.parametrize("slug", BLOGS)
def test_the_day_is_told_in_order_and_within_its_hours(slug: str) -> None:
    table = BLOGS[slug]
    times = [post["at"] for post in table["post"]]
    assert times == sorted(times) and all(at.utcoffset() is not None for at in times)
    assert isinstance(table["starts_at"], datetime) and table["starts_at"] <= times[0]
    assert "ends_at" not in table or times[-1] <= table["ends_at"]


def test_the_posts_at_the_start_come_first() -> None:
    for table in BLOGS.values():
        at_start = [bool(post.get("start")) for post in table["post"]]
        assert at_start == sorted(at_start, reverse=True)
    assert 0 < sum(post.get("start", False) for post in BLOGS["istanbul"]["post"]) < 10


@pytest.mark.parametrize("slug", BLOGS)
def test_words_of_a_blog_keep_their_limits(slug: str) -> None:
    table = BLOGS[slug]
    validate_time_zone(table["time_zone"])
    assert table["language"] in Language.values
    assert len(table["title"]) <= limits.TITLE and len(table["kicker"]) <= limits.KICKER
    assert len(table["standfirst"]) <= limits.STANDFIRST
    assert render(table["introduction"], table["language"])


@pytest.mark.parametrize(("slug", "post"), POSTS)
def test_words_of_a_post_keep_their_limits(slug: str, post: str) -> None:
    table = POSTS[slug, post]
    assert len(table.get("headline", "")) <= limits.HEADLINE
    assert render(table["body"], BLOGS[slug]["language"])
    assert len(table.get("picture", [])) <= limits.POST_IMAGES
    assert 0 < len(table["authors"]) <= limits.POST_AUTHORS


@pytest.mark.parametrize("slug", ARTICLES)
def test_articles_can_be_rendered(slug: str) -> None:
    table = ARTICLES[slug]
    assert table["language"] in Language.values
    assert len(table["title"]) <= limits.TITLE
    assert render_long(table["body"], table["language"])


def test_an_unknown_blog_is_not_in_the_seeds() -> None:
    assert seeds.blog("nowhere") is None
    assert seeds.blog("istanbul") is BLOGS["istanbul"]
