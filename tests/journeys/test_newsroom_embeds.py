"""A link pasted into the composer becomes a box, if its writer says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from liveblog.models import LiveBlog, Post
from tests.journeys.newsroom import Reporter
from tests.journeys.readers import Reader
from tests.journeys.site import Site
from tests.world import make_blog, make_editor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"


@pytest.fixture
def blog(transactional_db: None) -> LiveBlog:
    return make_blog(language="en")


@pytest.fixture
def reporter(chromium: Browser, site: Site, blog: LiveBlog) -> Iterator[Reporter]:
    reporter = Reporter(chromium, site.url, make_editor(blog))
    reporter.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield reporter.open(blog)
    reporter.leave()


def paste(reporter: Reporter, text: str) -> None:
    reporter.page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    reporter.page.focus("#post-body")
    reporter.page.keyboard.press("Control+End")
    reporter.page.keyboard.press("Control+v")


def test_a_pasted_link_is_embedded_seen_by_readers_and_removed_again(
    reporter: Reporter, reader: Reader, blog: LiveBlog
) -> None:
    page = reporter.page
    reader.open(blog)
    reporter.write("See for yourselves:\n")
    paste(reporter, VIDEO)
    page.get_by_role("button", name="Embed", exact=True).click()
    assert page.input_value("#post-body") == "See for yourselves:"
    assert page.input_value("#post-embed") == VIDEO
    expect(page.locator(".preview .embed-box")).to_be_visible()
    reporter.send()
    reader.page.get_by_role("button", name="Load content from YouTube").wait_for()
    assert page.input_value("#post-embed") == ""
    reporter.load("See for yourselves", "Edit")
    page.get_by_role("button", name="Remove the embedded link").click()
    reporter.send()
    reader.page.locator(".embed-box").wait_for(state="detached")
    assert Post.objects.get().embed == ""


def test_a_link_may_stay_a_link(reporter: Reporter) -> None:
    page = reporter.page
    paste(reporter, VIDEO)
    page.get_by_role("button", name="Keep as a link").click()
    assert page.input_value("#post-body") == VIDEO
    assert page.input_value("#post-embed") == ""
    expect(page.locator("[data-embed-offer]")).to_be_empty()


@pytest.mark.parametrize("text", ["https://example.org/clip", "Only words", "https://x.com/"])
def test_nothing_is_offered_for_what_is_no_such_link(reporter: Reporter, text: str) -> None:
    paste(reporter, text)
    reporter.page.wait_for_timeout(100)
    assert reporter.page.input_value("#post-body") == text
    expect(reporter.page.locator("[data-embed-offer]")).to_be_empty()
