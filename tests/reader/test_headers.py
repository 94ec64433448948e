"""What shared caches may keep."""

import time
from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import timezone

from liveblog.live.marks import EXTENSION, Mark
from liveblog.models import Article
from liveblog.publishing import articles
from liveblog.reader.headers import MISSING_SECONDS
from tests.world import DESK, make_blog, make_post

pytestmark = pytest.mark.django_db
LIVE = "public, max-age=1, stale-while-revalidate=5"


@pytest.fixture
def addresses() -> list[str]:
    """One of each public page."""
    blog = make_blog(slug="one")
    post = make_post(blog)
    articles.save(Article(), by=DESK, slug="a", title="A", body="Text.", is_public=True)
    since = f"/live/one/updates?since=0&epoch={blog.epoch}"
    return ["/", "/live/one/", post.get_absolute_url(), since, "/articles/a/", "/live/none/"]


def test_no_page_knows_its_reader(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        response = client.get(address)
        assert not response.cookies, address
        assert response.get("Vary", "") in ("", "Accept-Encoding"), address


def test_caches_tell_encodings_apart(client: Client, addresses: list[str]) -> None:
    for address in addresses[:5]:
        response = client.get(address)
        again = client.get(address, headers={"if-none-match": response["ETag"]})
        assert response["Vary"] == again["Vary"] == "Accept-Encoding", address


def test_a_session_changes_no_page(admin_client: Client, client: Client) -> None:
    make_blog(slug="one")
    assert admin_client.get("/live/one/").content == client.get("/live/one/").content


def test_live_pages_may_be_kept_for_a_second(client: Client, addresses: list[str]) -> None:
    for address in addresses[:4]:
        assert client.get(address)["Cache-Control"] == LIVE, address


def test_who_has_the_page_gets_no_body(client: Client, addresses: list[str]) -> None:
    for address in addresses[:5]:
        etag = client.get(address)["ETag"]
        again = client.get(address, headers={"if-none-match": etag})
        assert (again.status_code, again.content) == (304, b""), address


def test_a_change_is_a_new_page(client: Client) -> None:
    blog = make_blog(slug="one")
    etag = client.get("/live/one/")["ETag"]
    make_post(blog)
    assert client.get("/live/one/", headers={"if-none-match": etag}).status_code == 200


def marks_of(address: str) -> list[Mark]:
    """What the view of an address tells the page lane."""
    marks: list[Mark] = []
    request = RequestFactory().get(address)
    request.scope = {"extensions": {EXTENSION: marks.append}}  # type: ignore[attr-defined]
    view, _, parts = resolve(request.path)
    view(request, **parts)
    return marks


def test_answers_say_which_state_they_show() -> None:
    blog = make_blog(slug="one")
    post = make_post(blog)
    blog.refresh_from_db()
    since = f"/live/one/updates?since=1&epoch={blog.epoch}"
    for address in ("/live/one/", post.get_absolute_url(), since):
        assert marks_of(address) == [Mark(blog.pk, blog.epoch, blog.seq)], address
    assert marks_of("/") == [Mark(None)]


def test_a_missing_blog_is_told_to_the_page_lane_for_a_moment(client: Client) -> None:
    address = "/live/none/updates?since=0&epoch=x"
    (mark,) = marks_of(address)
    assert (mark.blog, 0 < mark.until - time.time() <= MISSING_SECONDS) == (None, True)
    answer = client.get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (404, "public, max-age=1")


def test_a_countdown_is_kept_until_it_is_over() -> None:
    blog = make_blog(slug="one", starts_at=timezone.now() + timedelta(hours=1))
    for address in ("/live/one/", "/"):
        assert [mark.until for mark in marks_of(address)] == [blog.starts_at.timestamp()]


@pytest.mark.parametrize("address", ["/", "/live/one/", "/live/one/updates?since=0&epoch=x"])
def test_pages_are_only_read(client: Client, address: str) -> None:
    make_blog(slug="one")
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200
