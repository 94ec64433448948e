"""Live blogs: who sees which, in what order, and what the database refuses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from liveblog.models import BlogStatus, LiveBlog, Role
from liveblog.models.blogs import validate_time_zone
from tests.models.refusing import database_refuses
from tests.world import STEPS, make_admin, make_blog, make_user

pytestmark = pytest.mark.django_db
DAY = datetime(2025, 5, 16, tzinfo=UTC)


def test_only_drafts_are_hidden_from_strangers() -> None:
    for status in STEPS:
        make_blog(status=status)
    public = set(LiveBlog.objects.public().values_list("status", flat=True))
    assert public == set(BlogStatus.values) - {"draft"}


def test_live_blogs_come_first_then_paused_then_ended() -> None:
    for status in ("archived", "ended", "draft", "paused", "live"):
        make_blog(status=status)
    order = list(LiveBlog.objects.live_first().values_list("status", flat=True))
    assert order == ["live", "paused", "ended", "archived", "draft"]


def test_among_live_blogs_the_latest_comes_first() -> None:
    old = make_blog(starts_at=DAY)
    new = make_blog(starts_at=DAY + timedelta(days=1))
    twin = make_blog(starts_at=DAY)
    assert list(LiveBlog.objects.live_first()) == [new, twin, old]


def test_a_blog_is_reached_once_by_its_people_only() -> None:
    blog, other = make_blog(), make_blog(status="draft")
    user = make_user(role=Role.CONTRIBUTOR, blog=blog)
    assert list(LiveBlog.objects.reachable_by(user)) == [blog]
    everywhere = make_user(role=Role.CONTRIBUTOR)
    assert set(LiveBlog.objects.reachable_by(everywhere)) == {blog, other}
    assert set(LiveBlog.objects.reachable_by(make_admin())) == {blog, other}
    assert not LiveBlog.objects.reachable_by(make_user()).exists()


def test_only_live_blogs_accept_posts() -> None:
    accepting = [status for status in STEPS if make_blog(status=status).accepts_posts]
    assert accepting == ["live"]


def test_a_live_blog_is_upcoming_until_it_starts() -> None:
    blog = make_blog(starts_at=timezone.now() + timedelta(hours=1))
    assert blog.is_upcoming()
    assert not blog.is_upcoming(blog.starts_at)
    assert not make_blog(
        starts_at=timezone.now() + timedelta(hours=1), status="draft"
    ).is_upcoming()


@pytest.mark.parametrize("name", ["Europe/Nowhere", "", "UTC+3", "../etc/passwd", "CEST\x00"])
def test_unknown_time_zones_are_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        validate_time_zone(name)


def test_the_zone_follows_the_clocks() -> None:
    zone = make_blog(time_zone="Europe/Berlin").zone
    assert zone.utcoffset(datetime(2025, 1, 1)) == timedelta(hours=1)
    assert zone.utcoffset(datetime(2025, 7, 1)) == timedelta(hours=2)


def test_the_database_knows_every_status() -> None:
    blog = make_blog()
    with database_refuses("blog_status_known"):
        LiveBlog.objects.filter(pk=blog.pk).update(status="secret")


def test_the_database_lets_no_blog_end_before_it_starts() -> None:
    blog = make_blog(starts_at=DAY)
    with database_refuses("blog_ends_after_start"):
        LiveBlog.objects.filter(pk=blog.pk).update(ends_at=DAY - timedelta(microseconds=1))


def test_the_database_keeps_one_blog_per_address() -> None:
    blog, other = make_blog(), make_blog()
    with database_refuses("slug"):
        LiveBlog.objects.filter(pk=other.pk).update(slug=blog.slug)
