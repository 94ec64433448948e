"""The desk on a phone, whose service worker and outbox outlive the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser

from liveblog.models import LiveBlog
from tests.journeys.newsroom import Reporter
from tests.journeys.phone.desk import PHONE
from tests.journeys.phone.network import BadNetwork
from tests.journeys.site import Site
from tests.world import make_blog, make_editor


@pytest.fixture
def blog(transactional_db: None) -> LiveBlog:
    return make_blog(language="en")


@pytest.fixture
def user(blog: LiveBlog) -> User:
    return make_editor(blog)


@pytest.fixture
def new_reporter(
    chromium: Browser, site: Site, blog: LiveBlog, user: User
) -> Iterator[Callable[..., Reporter]]:
    """Opens the desk on phones of one account; `home`: where the server is reached."""
    reporters: list[Reporter] = []

    def make(home: str = "", **options: Any) -> Reporter:
        reporter = Reporter(chromium, home or site.url, user, **{**PHONE, **options})
        reporters.append(reporter.open(blog))
        return reporter

    yield make
    for reporter in reporters:
        reporter.leave()


@pytest.fixture
def reporter(new_reporter: Callable[..., Reporter]) -> Reporter:
    return new_reporter()


@pytest.fixture
def network(site: Site) -> Iterator[BadNetwork]:
    with BadNetwork(site.url) as network:
        yield network
