"""The blog's page: what is on it, what is not, and what it costs."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from liveblog.limits import PAGE_POSTS
from liveblog.publishing import posts
from tests.reader.pages import data, html, shown
from tests.reader.stories import HOSTILE, NOON
from tests.world import DESK, make_author, make_blog, make_draft, make_image, make_post

pytestmark = pytest.mark.django_db


def test_carries_its_epoch_and_number(client: Client) -> None:
    blog = make_blog()
    make_post(blog)
    blog.refresh_from_db()
    page = html(client, blog)
    assert data(page, "epoch") == blog.epoch
    assert data(page, "seq") == str(blog.seq) == "2"


def test_a_draft_blog_answers_as_an_unknown_one(client: Client) -> None:
    blog = make_blog(status="draft", slug="secret")
    client.raise_request_exception = False
    secret, unknown = client.get(f"/live/{blog.slug}/"), client.get("/live/nothing/")
    assert secret.status_code == unknown.status_code == 404


def test_drafts_and_retracted_posts_are_not_there(client: Client) -> None:
    blog = make_blog()
    make_draft(blog, "Not yet.")
    posts.retract(make_post(blog, "No more."), "Wrong.", by=DESK)
    page = html(client, blog)
    assert not shown(page)
    assert "Not yet." not in page
    assert "No more." not in page


def test_more_posts_need_no_more_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    few, many = make_blog(), make_blog()
    for blog, number in ((few, 5), (many, PAGE_POSTS)):
        for _ in range(number):
            make_post(blog, authors=[make_author(), make_author()], images=[make_image()])
    with django_assert_num_queries(7):
        html(client, few)
    with django_assert_num_queries(7):
        html(client, many)


def test_a_page_asked_for_again_costs_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    blog = make_blog()
    make_post(blog)
    first = html(client, blog)
    with django_assert_num_queries(1):
        assert html(client, blog) == first


def test_a_change_shows_at_once(client: Client) -> None:
    blog = make_blog()
    html(client, blog)
    make_post(blog, "Now.")
    assert "<p>Now.</p>" in html(client, blog)


def test_everything_foreign_is_escaped(client: Client) -> None:
    blog = make_blog(title=HOSTILE, kicker=HOSTILE, standfirst=HOSTILE)
    author = make_author(HOSTILE, role=HOSTILE, place=HOSTILE)
    image = make_image(alt=HOSTILE, caption=HOSTILE, credit=HOSTILE)
    post = make_post(blog, HOSTILE, headline=HOSTILE, authors=[author], images=[image], key=True)
    posts.pin(post, by=DESK)
    page = html(client, blog)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert page.count("&lt;script&gt;alert(1)") > 8


def test_the_pinned_post_stands_in_its_box_and_in_its_place(client: Client) -> None:
    blog = make_blog()
    post = make_post(blog, headline="Held high")
    posts.pin(post, by=DESK)
    page = html(client, blog)
    assert f'data-jump="post-{post.public_id}"' in page
    assert shown(page) == [post.public_id]
    assert re.search(r"<article [^>]* data-pinned ", page)


def test_key_updates_after_the_fourth_are_folded_away(client: Client) -> None:
    blog = make_blog()
    for number in range(5):
        make_post(blog, headline=f"Key {number}", key=True, event_at=NOON + timedelta(hours=number))
    page = html(client, blog)
    box = page[page.index('class="key-updates"') : page.index("</details>")]
    assert box.index("Key 1") < box.index("<details") < box.index("Key 0")


def test_a_correction_says_what_was_wrong(client: Client) -> None:
    blog = make_blog()
    posts.correct(
        make_post(blog), posts.PostContent(body="Right."), "It said wrong before.", by=DESK
    )
    assert "It said wrong before." in html(client, blog)


def test_no_code_and_no_style_stands_in_the_page(client: Client) -> None:
    blog = make_blog()
    make_post(blog, images=[make_image(), make_image()])
    page = html(client, blog)
    assert " style=" not in page
    assert "<style" not in page
    assert re.findall(r"<script(?![^>]* src=)", page) == []
    assert not re.search(r"\son\w+=", page)
