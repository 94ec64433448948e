"""A real server in a process of its own, a real browser, and readers with both."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

from liveblog.models import LiveBlog
from tests import services
from tests.journeys.newsroom import Reporter
from tests.journeys.readers import Reader
from tests.journeys.site import Site
from tests.world import make_editor

# Playwright's loop runs in this thread all the time, which Django takes for an async caller.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's browser; never one that Playwright would download."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=services.chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _site(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    site.collect()
    yield site
    site.stop()
    connections.close_all()


@pytest.fixture
def site(transactional_db: None, _site: Site) -> Site:
    """The server, running, on the database that this test writes to."""
    _site.ensure()
    return _site


@pytest.fixture
def new_reader(chromium: Browser, site: Site) -> Iterator[Callable[..., Reader]]:
    """Opens pages as strangers with fresh browsers. What none of them may meet fails the test."""
    readers: list[Reader] = []

    def make(**options: Any) -> Reader:
        readers.append(Reader(chromium, site.url, **options))
        return readers[-1]

    yield make
    for reader in readers:
        reader.leave()


@pytest.fixture
def reader(new_reader: Callable[..., Reader]) -> Reader:
    return new_reader()


@pytest.fixture
def new_reporter(
    chromium: Browser, site: Site, blog: LiveBlog
) -> Iterator[Callable[..., Reporter]]:
    """Opens the desk of the test module's `blog`, for an editor unless an account is given."""
    reporters: list[Reporter] = []

    def make(user: Any = None, **options: Any) -> Reporter:
        user = user or make_editor(blog)
        reporters.append(Reporter(chromium, site.url, user, **options).open(blog))
        return reporters[-1]

    yield make
    for reporter in reporters:
        reporter.leave()


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's root."""
    return Path(__file__).parents[2]
