"""Scheduled posts: at their time, once, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from liveblog.models import LiveBlog, Post, PostStatus
from liveblog.publishing import blogs, drafts, schedule
from liveblog.publishing.content import PostContent
from liveblog.publishing.errors import InvalidContent, PublishingError
from liveblog.publishing.schedule import release_due
from tests.publishing.ledger import changes_made
from tests.world import DESK, make_blog

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def blog() -> LiveBlog:
    return make_blog()


def scheduled(blog: LiveBlog, at: datetime | None = None, body: str = "Later.") -> Post:
    at = at or timezone.now() + timedelta(hours=1)
    content = PostContent(body=body)
    return drafts.compose(blog, content, by=DESK, status="scheduled", publish_at=at)[0]


def released(at: datetime) -> list[str]:
    with time_machine.travel(at, tick=False):
        return [post.body for post in release_due()]


def test_a_post_goes_out_at_its_time_and_not_a_second_before(blog: LiveBlog) -> None:
    post = scheduled(blog)
    assert post.publish_at
    with changes_made(blog) as made:
        assert released(post.publish_at - SECOND) == []
        assert released(post.publish_at) == ["Later."]
        assert released(post.publish_at + SECOND) == []
    assert [(change.verb, change.via) for change in made] == [("publish", "schedule")]
    then = post.publish_at
    post.refresh_from_db()
    assert (post.status, post.publish_at) == (PostStatus.PUBLISHED, None)
    assert post.published_at == post.event_at == then


def test_what_is_due_goes_out_in_its_order(blog: LiveBlog) -> None:
    later, sooner = timezone.now() + timedelta(hours=2), timezone.now() + timedelta(hours=1)
    scheduled(blog, later, "Second.")
    scheduled(blog, sooner, "First.")
    assert released(later) == ["First.", "Second."]


def test_a_blog_that_is_not_live_keeps_its_posts_waiting(blog: LiveBlog) -> None:
    post = scheduled(blog)
    blogs.pause(blog, by=DESK)
    assert post.publish_at
    assert released(post.publish_at + SECOND) == []
    blogs.resume(blog, by=DESK)
    assert released(post.publish_at + SECOND) == ["Later."]


def test_a_post_that_was_put_off_or_taken_back_waits(blog: LiveBlog) -> None:
    put_off, taken_back = scheduled(blog), scheduled(blog)
    due = timezone.now() + timedelta(hours=1, seconds=1)
    drafts.schedule(put_off, due + SECOND, by=DESK)
    drafts.submit(taken_back, by=DESK)
    assert released(due) == []


def test_many_go_out_in_portions(blog: LiveBlog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "AT_ONCE", 2)
    due = timezone.now() + timedelta(hours=1)
    for number in range(5):
        scheduled(blog, due, f"{number}")
    assert [len(released(due)) for _ in range(4)] == [2, 2, 1, 0]


def test_a_post_that_cannot_go_out_holds_up_no_other(
    blog: LiveBlog, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Refused(PublishingError):
        code = "refused"

    due = timezone.now() + timedelta(hours=1)
    bad, _ = scheduled(blog, due, "Bad."), scheduled(blog, due, "Good.")
    publish = schedule.publish_locked

    def picky(post: Post, **more: object) -> Post:
        if post.pk == bad.pk:
            raise Refused
        return publish(post, **more)

    monkeypatch.setattr(schedule, "publish_locked", picky)
    assert released(due) == ["Good."]
    assert bad.public_id in caplog.text


def test_the_hour_that_comes_twice_is_told_by_its_offset(blog: LiveBlog) -> None:
    summer = datetime.fromisoformat("2030-10-27T02:30:00+02:00")
    winter = datetime.fromisoformat("2030-10-27T02:30:00+01:00")
    scheduled(blog, winter, "Winter.")
    scheduled(blog, summer, "Summer.")
    assert released(datetime(2030, 10, 27, 0, 30, tzinfo=UTC)) == ["Summer."]
    assert released(datetime(2030, 10, 27, 1, 29, 59, tzinfo=UTC)) == []
    assert released(datetime(2030, 10, 27, 1, 30, tzinfo=UTC)) == ["Winter."]


def test_the_hour_that_never_comes_is_an_instant_all_the_same(blog: LiveBlog) -> None:
    """02:30 on the day the clocks go forward: with the old offset it is 03:30 of the new."""
    scheduled(blog, datetime.fromisoformat("2030-03-31T02:30:00+01:00"))
    assert released(datetime.fromisoformat("2030-03-31T03:29:59+02:00")) == []
    assert released(datetime.fromisoformat("2030-03-31T03:30:00+02:00")) == ["Later."]


def test_a_time_without_an_offset_is_refused(blog: LiveBlog) -> None:
    with pytest.raises(InvalidContent):
        scheduled(blog, datetime(2030, 3, 31, 2, 30))
