"""Scheduling by the API: `publish_at` is an instant."""

from __future__ import annotations

from datetime import UTC

import pytest

from liveblog.models import LiveBlog, Post
from tests.api.conftest import Api, api_of
from tests.world import make_blog, make_draft, make_user

SUMMER, WINTER = "2030-10-27T02:30:00+02:00", "2030-10-27T02:30:00+01:00"


def schedule(api: Api, blog: LiveBlog, at: str) -> dict[str, str]:
    said = {"body": "Later.", "status": "scheduled", "publish_at": at}
    answer = api.post(f"/blogs/{blog.slug}/posts", said)
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_both_half_past_two_of_the_autumn_night_are_kept_apart(api: Api, blog: LiveBlog) -> None:
    blog = make_blog(time_zone="Europe/Berlin")
    api = api_of(make_user(role="editor"))
    assert [schedule(api, blog, at)["publish_at"] for at in (SUMMER, WINTER)] == [SUMMER, WINTER]
    hours = [post.publish_at.astimezone(UTC).hour for post in Post.objects.order_by("pk")]
    assert hours == [0, 1]


def test_half_past_two_of_the_spring_night_is_told_as_what_the_clock_shows(
    api: Api, blog: LiveBlog
) -> None:
    said = schedule(api, blog, "2030-03-31T02:30:00+01:00")
    assert said["publish_at"] == "2030-03-31T03:30:00+02:00"


@pytest.mark.parametrize("at", ["2030-03-31T02:30:00", "2030-03-31", "tomorrow", 1, None])
def test_what_is_no_instant_is_refused(api: Api, blog: LiveBlog, at: object) -> None:
    said = {"body": "Later.", "status": "scheduled", "publish_at": at}
    answer = api.post(f"/blogs/{blog.slug}/posts", said)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["publish_at"])


def test_a_scheduled_post_is_put_off_and_taken_back(api: Api, blog: LiveBlog) -> None:
    post = make_draft(blog)
    answer = api.change(post, status="scheduled", publish_at=SUMMER)
    assert (answer.status_code, answer.json()["status"]) == (200, "scheduled")
    post.refresh_from_db()
    answer = api.change(post, publish_at=WINTER)
    assert (answer.status_code, answer.json()["publish_at"]) == (200, WINTER)
    post.refresh_from_db()
    answer = api.change(post, status="draft", note="Not today.")
    post.refresh_from_db()
    assert (answer.status_code, post.status, post.publish_at) == (200, "draft", None)


def test_contributors_schedule_nothing(blog: LiveBlog) -> None:
    api = api_of(make_user(role="contributor", blog=blog))
    said = {"body": "Later.", "status": "scheduled", "publish_at": SUMMER}
    assert api.post(f"/blogs/{blog.slug}/posts", said).status_code == 403
