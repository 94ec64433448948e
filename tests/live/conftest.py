"""A hub that ends with its test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping

import pytest
import pytest_asyncio
import uvloop

from liveblog.live import hub as hubs
from liveblog.live.hub import Hub
from liveblog.models import LiveBlog
from tests.live.waiting import newsroom
from tests.world import make_blog

PRODUCTION_LOOP = ("test_entrance", "test_readers", "test_uvicorn_protocol")


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
