"""A hub that ends with its test; a page lane in front of a small site."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping

import pytest
import pytest_asyncio
import uvloop

from liveblog.live import hub as hubs
from liveblog.live import pagelane
from liveblog.live.heads import Head
from liveblog.live.hub import Hub
from liveblog.live.pagelane import PageLane
from liveblog.models import LiveBlog
from tests.live.site import FIRST, Site
from tests.live.waiting import newsroom
from tests.world import make_blog

PRODUCTION_LOOP = ("test_entrance", "test_patience", "test_readers", "test_uvicorn_parts")


def pytest_asyncio_loop_factories(
    item: pytest.Item,
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Real sockets are tried on the loop of the production server."""
    if item.path.stem in PRODUCTION_LOOP:
        return {"uvloop": uvloop.new_event_loop}
    return {"asyncio": asyncio.new_event_loop}


@pytest_asyncio.fixture
async def blog(transactional_db: None) -> LiveBlog:
    """A live blog at change 1."""
    return await newsroom(make_blog)()


@pytest_asyncio.fixture
async def hub(blog: LiveBlog) -> AsyncIterator[Hub]:
    """The loop's hub, running and knowing `blog`."""
    yield await hubs.running_hub()
    await hubs.stop_hub()


@pytest_asyncio.fixture
async def quiet_hub(monkeypatch: pytest.MonkeyPatch) -> Hub:
    """The page lane's hub: knows one blog, at change 1; nobody ticks."""
    hub = Hub()
    hub.heads[1] = Head(1, "one", "epoch", 1)
    monkeypatch.setattr(pagelane, "ready_hub", lambda: hub)
    return hub


@pytest_asyncio.fixture
async def site(quiet_hub: Hub) -> Site:
    """What stands behind `lane`."""
    return Site(mark=FIRST)


@pytest_asyncio.fixture
async def lane(site: Site) -> PageLane:
    return PageLane(site)
