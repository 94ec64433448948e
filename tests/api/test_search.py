"""`/blogs/<slug>/posts?q=`."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client

from liveblog.models import LiveBlog
from tests.api.conftest import Api, api_of
from tests.world import make_blog, make_draft, make_post, make_user


def found(api: Api, blog: LiveBlog, typed: str, more: str = "") -> list[str]:
    answer = api.get(f"/blogs/{blog.slug}/posts?q={quote(typed)}{more}")
    assert answer.status_code == 200
    return [post["id"] for post in answer.json()["posts"]]


def test_words_find_posts_newest_first(api: Api, blog: LiveBlog) -> None:
    first, _, last = (make_post(blog, text) for text in ("Im Palast.", "Im Bus.", "Am Palast."))
    assert found(api, blog, "palast") == [last.public_id, first.public_id]
    assert found(api, blog, '"im palast"') == [first.public_id]
    assert len(found(api, blog, "  ")) == 3


def test_it_finds_drafts_and_nothing_of_other_blogs(api: Api, blog: LiveBlog) -> None:
    draft = make_draft(blog, "Kanarienvogel")
    make_post(make_blog(), "Kanarienvogel")
    assert found(api, blog, "kanarien") == [draft.public_id]
    assert found(api, blog, "kanarien", "&status=published") == []


def test_a_contributor_finds_no_draft_of_others(blog: LiveBlog) -> None:
    api = api_of(make_user(role="contributor", blog=blog))
    make_draft(blog, "Kanarienvogel")
    public = make_post(blog, "Kanarienvogel")
    assert found(api, blog, "kanarien") == [public.public_id]


def test_pages_of_findings_follow_each_other(api: Api, blog: LiveBlog) -> None:
    ids = [make_post(blog, f"Treffer {n}").public_id for n in range(5)]
    path = f"/blogs/{blog.slug}/posts?q=treffer&limit=3"
    first = api.get(path).json()
    second = api.get(f"{path}&cursor={first['next']}").json()
    assert [post["id"] for post in [*first["posts"], *second["posts"]]] == ids[::-1]
    assert second["next"] is None


@pytest.mark.parametrize("typed", ['"', "*", "a:b", "AND", "\x00", "x" * 3_000, "(((", "%"])
def test_any_input_gets_an_answer(api: Api, blog: LiveBlog, typed: str) -> None:
    assert found(api, blog, typed) == []


def test_strangers_find_nothing(stranger: Api, blog: LiveBlog) -> None:
    make_post(blog, "Palast")
    assert stranger.get(f"/blogs/{blog.slug}/posts?q=palast").status_code == 401


def test_the_description_tells_how_to_search(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    described = document["paths"]["/api/v1/blogs/{slug}/posts"]["get"]["parameters"]
    (asked,) = [parameter for parameter in described if parameter["name"] == "q"]
    assert "phrase" in asked["description"]
