"""A fake blog, and a page that is open on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.timeline.fake_blog import FakeBlog, start


@pytest.fixture
def blog() -> FakeBlog:
    """Thirty posts, of which the page shows twelve."""
    blog = FakeBlog()
    for minute in range(1000, 1030):
        blog.publish(minute)
    return blog


@pytest.fixture
def address(blog: FakeBlog) -> Iterator[str]:
    server, address = start(blog)
    yield address
    server.shutdown()


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[[], Page]]:
    """Pages of fresh readers; an error in any of them fails the test."""
    contexts, errors = [], []

    def make() -> Page:
        contexts.append(chromium.new_context(viewport={"width": 900, "height": 700}))
        page = contexts[-1].new_page()
        page.set_default_timeout(8_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(new_page: Callable[[], Page]) -> Page:
    return new_page()


@pytest.fixture
def reader(page: Page, address: str) -> Page:
    """A reader whose page is open and connected."""
    page.goto(address)
    page.wait_for_selector("[data-connection][data-state=connected]")
    return page
