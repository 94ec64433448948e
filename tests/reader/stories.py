"""Small stories for the reader's pages."""

from datetime import UTC, datetime, timedelta

from liveblog.models import LiveBlog, Post
from tests.world import make_post

NOON = datetime(2025, 5, 16, 12, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def make_posts(blog: LiveBlog, number: int) -> list[Post]:
    """Posts a minute apart, oldest first."""
    return [
        make_post(blog, f"Update {n}.", event_at=NOON + timedelta(minutes=n)) for n in range(number)
    ]
