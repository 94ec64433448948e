"""The back office in a browser: what its pages do with a script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from liveblog.models import LiveBlog
from liveblog.publishing import posts
from liveblog.publishing.content import PostContent
from tests.journeys.newsroom import Reporter
from tests.world import DESK, make_admin, make_blog, make_post

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def blog(transactional_db: None) -> LiveBlog:
    return make_blog(language="en")


def test_the_history_marks_what_each_version_changed(
    new_reporter: Callable[..., Reporter], blog: LiveBlog
) -> None:
    post = make_post(blog, "Two men met.")
    posts.edit(post, PostContent(body="Three men met."), by=DESK)
    page = new_reporter(make_admin()).page
    page.goto(page.url.split("/newsroom/")[0] + f"/admin/liveblog/post/{post.pk}/history/")
    expect(page.locator(".revision del")).to_have_text("Two")
    expect(page.locator(".revision ins")).to_have_text("Three")
