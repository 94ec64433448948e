"""Catching up over HTTP."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.world import make_blog, make_post

pytestmark = pytest.mark.django_db


def test_tells_what_came_after(client: Client) -> None:
    blog = make_blog(slug="one")
    make_post(blog)
    new = make_post(blog)
    answer = client.get(f"/live/one/updates?since=2&epoch={blog.epoch}").json()
    assert (answer["type"], answer["since"], answer["seq"]) == ("updates", 2, 3)
    assert [post["id"] for post in answer["posts"]] == [new.public_id]


def test_another_history_starts_over(client: Client) -> None:
    make_blog(slug="one")
    answer = client.get("/live/one/updates?since=0&epoch=zzzzzzzzzzzz").json()
    assert answer["type"] == "reset"


def test_a_number_that_was_never_given_starts_over(client: Client) -> None:
    blog = make_blog(slug="one")
    answer = client.get(f"/live/one/updates?since=9007199254740992&epoch={blog.epoch}").json()
    assert answer["type"] == "reset"


def test_the_same_question_costs_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    blog = make_blog(slug="one")
    make_post(blog)
    address = f"/live/one/updates?since=1&epoch={blog.epoch}"
    first = client.get(address).content
    with django_assert_num_queries(1):
        assert client.get(address).content == first


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("epoch=abc", "since"),
        ("since=-1&epoch=abc", "since"),
        ("since=1.5&epoch=abc", "since"),
        ("since=9007199254740993&epoch=abc", "since"),
        ("since=" + "9" * 5000 + "&epoch=abc", "since"),
        ("since=٣&epoch=abc", "since"),
        ("since=0", "epoch"),
        ("since=0&epoch=%00", "epoch"),
        ("since=0&epoch=ABC", "epoch"),
        ("since=0&epoch=" + "a" * 13, "epoch"),
    ],
)
def test_nonsense_is_refused_by_name(client: Client, query: str, name: str) -> None:
    make_blog(slug="one")
    response = client.get(f"/live/one/updates?{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert list(response.json()["errors"]) == [name]


@pytest.mark.parametrize("status", ["draft", None])
def test_unknown_and_draft_blogs_are_not_found(client: Client, status: str | None) -> None:
    if status:
        make_blog(slug="one", status=status)
    response = client.get("/live/one/updates?since=0&epoch=abc")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
