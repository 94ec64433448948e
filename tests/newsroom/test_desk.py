"""The desk of one blog."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from liveblog import limits
from liveblog.live import rendering
from liveblog.models import LiveBlog, Post
from tests.world import make_author, make_blog, make_draft, make_post, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def blog() -> LiveBlog:
    return make_blog(slug="talks", title="The talks")


def page_for(user: User, path: str = "/newsroom/talks/") -> str:
    client = Client()
    client.force_login(user)
    return client.get(path).content.decode()


def data_of(page: str) -> dict[str, Any]:
    island = re.search(r'<script id="desk-data" type="application/json">(.*?)</script>', page)
    assert island
    data: dict[str, Any] = json.loads(island[1])
    return data


def test_posts_look_as_readers_see_them(blog: LiveBlog) -> None:
    post = make_post(blog, "Now.", authors=[make_author()])
    fresh = Post.objects.for_display().get(pk=post.pk)
    assert rendering.post_html(fresh) in page_for(make_user(role="reporter", blog=blog))


def test_drafts_are_not_in_the_stream(blog: LiveBlog) -> None:
    make_draft(blog, "canary")
    assert "canary" not in page_for(make_user(role="editor", blog=blog))


@pytest.mark.parametrize("path", ["/newsroom/talks/", "/newsroom/nowhere/"])
def test_a_blog_out_of_reach_is_not_there(blog: LiveBlog, client: Client, path: str) -> None:
    client.force_login(make_user(role="editor", blog=make_blog()))
    assert client.get(path).status_code == 404


def test_strangers_sign_in_first(blog: LiveBlog, client: Client) -> None:
    assert client.get("/newsroom/talks/").status_code == 302


def test_nothing_is_stored_and_nothing_foreign_runs(blog: LiveBlog, client: Client) -> None:
    client.force_login(make_user(role="editor", blog=blog))
    answer = client.get("/newsroom/talks/")
    assert "no-store" in answer.headers["Cache-Control"]
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    page = answer.content.decode()
    assert not re.search(r"<script(?![^>]*(\bsrc=|application/json))", page)
    assert " style=" not in page


@pytest.mark.parametrize(
    ("role", "offered", "missing"),
    [
        ("contributor", ['data-send="submitted"'], ['data-send="published"', "data-move"]),
        ("reporter", ['data-send="published"', 'name="key"'], ['name="pinned"', "data-move"]),
        ("editor", ['name="pinned"', 'data-move="paused"', "data-blog-form"], []),
    ],
)
def test_the_page_offers_what_the_role_may(
    blog: LiveBlog, role: str, offered: list[str], missing: list[str]
) -> None:
    page = page_for(make_user(role=role, blog=blog))
    assert all(found in page for found in offered)
    assert not any(found in page for found in missing)


def test_the_script_knows_the_verbs_on_own_posts_and_others(blog: LiveBlog) -> None:
    reporter = make_user(role="reporter", blog=blog)
    own = make_post(blog, by=reporter)
    make_post(blog)
    data = data_of(page_for(reporter))
    assert data["mine"] == [own.public_id]
    assert "edit" in data["may"]["own"]
    assert "edit" not in data["may"]["others"]


def test_the_own_author_stands_in_the_byline(blog: LiveBlog) -> None:
    user = make_user(role="reporter", blog=blog)
    own, other = make_author("Ines Roth", user=user), make_author("Tom Weiß")
    page = page_for(user)
    assert f'value="{own.slug}" checked' in page
    assert f'value="{other.slug}" checked' not in page


def test_older_posts_follow_by_cursor(blog: LiveBlog) -> None:
    made = [make_post(blog, f"Number {n}.") for n in range(limits.PAGE_POSTS + 1)]
    user = make_user(role="editor", blog=blog)
    first = page_for(user)
    floor = re.search(r'data-floor="([^"]+)"', first)
    assert floor
    assert f"post-{made[0].public_id}" not in first
    assert f"post-{made[0].public_id}" in page_for(user, f"/newsroom/talks/?before={floor[1]}")


def test_a_foreign_cursor_leads_nowhere(blog: LiveBlog, client: Client) -> None:
    client.force_login(make_user(role="editor", blog=blog))
    assert client.get("/newsroom/talks/?before=x").status_code == 404


@pytest.mark.parametrize(
    ("status", "moves"),
    [
        ("draft", ["live"]),
        ("live", ["paused"]),
        ("paused", ["live"]),
        ("ended", ["live", "archived"]),
    ],
)
def test_a_blog_can_go_where_its_status_leads(status: str, moves: list[str]) -> None:
    make_blog(slug="talks", status=status)
    page = page_for(make_user(role="editor"))
    assert re.findall(r'data-move="(\w+)"', page) == moves


def test_without_javascript_it_says_what_it_needs(blog: LiveBlog) -> None:
    page = page_for(make_user(role="editor", blog=blog))
    said = re.search("<noscript>(.*?)</noscript>", page)
    assert said
    assert "JavaScript" in said[1]
