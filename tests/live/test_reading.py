"""What the hub asks the database."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from liveblog.limits import CATCH_UP_POSTS
from liveblog.live import reading
from liveblog.live.reading import News
from liveblog.publishing import blogs
from tests.world import DESK, make_author, make_blog, make_image, make_post

pytestmark = pytest.mark.django_db


def test_any_news_are_five_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    blog = make_blog()
    for _ in range(3):
        make_post(blog, authors=[make_author(), make_author()], images=[make_image()])
    with django_assert_num_queries(5):
        news = reading.news(blog.pk, blog.epoch, 1)
    assert [frame.seq for frame in news.frames or []] == [2, 3, 4]


def test_no_news_are_no_frames() -> None:
    blog = make_blog()
    assert reading.news(blog.pk, blog.epoch, 1) == News(blog.epoch, 1, blog, [])


def test_too_many_news_are_not_told_one_by_one() -> None:
    blog = make_blog()
    for _ in range(CATCH_UP_POSTS + 1):
        make_post(blog)
    news = reading.news(blog.pk, blog.epoch, 1)
    assert (news.blog and news.blog.seq, news.frames) == (CATCH_UP_POSTS + 2, None)


def test_another_history_has_no_news() -> None:
    blog = make_blog()
    make_post(blog)
    assert reading.news(blog.pk, "another", 1) == News("another", 1, blog, None)


def test_a_blog_that_was_withdrawn_is_not_told_of() -> None:
    blog = make_blog()
    make_post(blog)
    blogs.withdraw(blog, by=DESK)
    assert reading.news(blog.pk, blog.epoch, 1) == News(blog.epoch, 1, None, None)
