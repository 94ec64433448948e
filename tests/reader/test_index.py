"""The front page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.world import make_blog, make_post

pytestmark = pytest.mark.django_db


def test_what_is_live_comes_first(client: Client) -> None:
    make_blog(title="Over", status="ended")
    make_blog(title="Still to come", starts_at=timezone.now() + timedelta(days=1))
    make_blog(title="Going on")
    page = client.get("/").content.decode()
    assert page.index("Going on") < page.index("Still to come") < page.index("Over")


def test_drafts_are_not_there(client: Client) -> None:
    make_blog(title="Secret", status="draft")
    assert "Secret" not in client.get("/").content.decode()


def test_says_so_when_nothing_is_there(client: Client) -> None:
    assert 'class="notice"' in client.get("/").content.decode()


def test_shows_the_latest_key_updates(client: Client) -> None:
    make_post(make_blog(), headline="The key", key=True)
    assert "The key" in client.get("/").content.decode()


def test_more_blogs_need_no_more_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        make_post(make_blog(), key=True)
    with django_assert_num_queries(2):
        client.get("/")
    with django_assert_num_queries(1):
        client.get("/")
