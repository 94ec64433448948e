"""What the page says of a blog that has not begun, rests, or is over."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from liveblog.publishing import blogs
from tests.reader.pages import html
from tests.world import DESK, make_blog

pytestmark = pytest.mark.django_db


def test_before_its_start_it_says_when_it_begins(client: Client) -> None:
    blog = make_blog(starts_at=timezone.now() + timedelta(hours=2), introduction="Expect this.")
    page = html(client, blog)
    assert "data-countdown" in page
    assert "badge-upcoming" in page
    assert "badge-live" not in page
    assert 'id="introduction-label"' in page


def test_after_its_end_the_summary_comes_first(client: Client) -> None:
    blog = make_blog(introduction="As it began.")
    blogs.end(blog, by=DESK, summary="As it ended.")
    page = html(client, blog)
    assert "badge-ended" in page
    assert 0 < page.index("As it ended.") < page.index("As it began.")


@pytest.mark.parametrize("status", ["paused", "ended", "archived"])
def test_only_a_live_blog_wears_the_red_badge(client: Client, status: str) -> None:
    page = html(client, make_blog(status=status))
    assert f"badge-{status}" in page
    assert "badge-live" not in page
