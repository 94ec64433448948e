"""Share links count how often they were opened, and nothing else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from liveblog.models import ShareLink
from liveblog.publishing import posts, share_links
from tests.world import DESK, make_blog, make_draft, make_post


@pytest.mark.django_db
def test_opening_counts_this_link_alone() -> None:
    post = make_post(make_blog())
    link = post.share_links.get(network="x")
    share_links.open(link.code)
    opened = share_links.open(link.code)
    assert opened and (opened.opened, opened.post, opened.post.blog) == (2, post, post.blog)
    assert sum(post.share_links.values_list("opened", flat=True)) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "nothere", "x" * 300, "'", "%", "BCDFGHJ"])
def test_an_unknown_code_opens_nothing(code: str) -> None:
    make_post(make_blog())
    assert share_links.open(code) is None
    assert not ShareLink.objects.filter(opened__gt=0).exists()


@pytest.mark.django_db
def test_only_published_posts_have_links() -> None:
    post = make_draft(make_blog())
    assert not post.share_links.exists()
    posts.publish(post, by=DESK)
    assert post.share_links.count() == 4


@pytest.mark.django_db
def test_a_link_outlives_the_retraction_for_the_tombstone() -> None:
    post = make_post(make_blog())
    posts.retract(post, "Wrong.", by=DESK)
    assert share_links.open(post.share_links.get(network="copy").code) is not None


@pytest.mark.django_db
def test_opening_touches_one_row_in_two_queries(django_assert_num_queries: Any) -> None:
    code = make_post(make_blog()).share_links.get(network="copy").code
    with django_assert_num_queries(2):
        share_links.open(code)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_opening_is_lost_in_a_crowd() -> None:
    code = make_post(make_blog()).share_links.get(network="copy").code

    def open_often(_: int) -> None:
        try:
            for _ in range(10):
                share_links.open(code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(open_often, range(8)))
    assert ShareLink.objects.get(code=code).opened == 80
