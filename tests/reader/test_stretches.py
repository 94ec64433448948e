"""Which posts a page of the stream shows, and where the others are."""

import re

import pytest
from django.test import Client

from liveblog.limits import PAGE_POSTS
from tests.reader.pages import data, html, shown
from tests.reader.stories import make_posts
from tests.world import make_blog, make_post

pytestmark = pytest.mark.django_db


def test_shows_the_newest_post_first(client: Client) -> None:
    blog = make_blog()
    old, new = make_posts(blog, 2)
    assert shown(html(client, blog)) == [new.public_id, old.public_id]


def test_shows_the_oldest_post_first_when_asked(client: Client) -> None:
    blog = make_blog()
    old, new = make_posts(blog, 2)
    assert shown(html(client, blog, "?order=oldest")) == [old.public_id, new.public_id]


def test_older_pages_hold_every_post_once(client: Client) -> None:
    blog = make_blog()
    made = make_posts(blog, 2 * PAGE_POSTS + 3)
    found, query = [], ""
    for _ in range(3):
        page = html(client, blog, query)
        found += shown(page)
        link = re.search(r'data-older rel="next" href="([^"]+)"', page)
        query = link[1] if link else ""
    assert not query
    assert found == [post.public_id for post in reversed(made)]


def test_an_older_page_does_not_shift_when_news_arrive(client: Client) -> None:
    blog = make_blog()
    made = make_posts(blog, PAGE_POSTS + 2)
    query = f"?before={made[2].sort}"
    before = shown(html(client, blog, query))
    make_post(blog)
    assert shown(html(client, blog, query)) == before == [made[1].public_id, made[0].public_id]


def test_floor_and_ceiling_say_where_more_lies(client: Client) -> None:
    blog = make_blog()
    made = make_posts(blog, PAGE_POSTS + 2)
    first = html(client, blog)
    assert (data(first, "floor"), data(first, "ceiling")) == (made[2].sort, "")
    last = html(client, blog, f"?before={made[2].sort}")
    assert (data(last, "floor"), data(last, "ceiling")) == ("", made[1].sort)


def test_the_last_page_in_the_other_order_leads_back(client: Client) -> None:
    blog = make_blog()
    made = make_posts(blog, PAGE_POSTS + 1)
    page = html(client, blog, f"?order=oldest&after={made[PAGE_POSTS - 1].sort}")
    assert shown(page) == [made[-1].public_id]
    assert f'rel="prev" href="?order=oldest&amp;before={made[-1].sort}"' in page


def test_the_way_up_ends_at_the_blogs_own_address(client: Client) -> None:
    blog = make_blog()
    made = make_posts(blog, PAGE_POSTS + 2)
    response = client.get(f"/live/{blog.slug}/?after={made[1].sort}")
    assert (response.status_code, response["Location"]) == (302, f"/live/{blog.slug}/")


@pytest.mark.parametrize(
    "query",
    [
        "before=x",
        "before=1.abc",
        "before=%00",
        "after=99999999999999999.",
        "before=99999999999999999.zzzzzzz%00",
        "before=٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠.abcdefgh",
        "before=00000000000000000.22222222",
        "after=" + "9" * 5000,
    ],
)
def test_a_bad_cursor_leads_to_the_first_page(client: Client, query: str) -> None:
    blog = make_blog()
    make_post(blog)
    response = client.get(f"/live/{blog.slug}/?{query}")
    assert (response.status_code, response["Location"]) == (302, f"/live/{blog.slug}/")


def test_unknown_parameters_change_nothing(client: Client) -> None:
    blog = make_blog()
    post = make_post(blog)
    assert shown(html(client, blog, "?order=%00&x=1")) == [post.public_id]
