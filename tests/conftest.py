"""Fixtures for every test."""

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import caches

from tests import services

NEEDS = {
    "browser": services.chromium,
    "redis": services.redis_program,
    "postgres": services.postgres_programs,
    "nginx": services.nginx_program,
}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses a database, to be run on each; skip what needs a program that this machine
    lacks, which with `CI=true` fails instead.
    """
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or used & {"db", "transactional_db"}:
            item.add_marker("stored")
    if services.nothing_may_be_skipped():
        return
    missing = [marker for marker, find in NEEDS.items() if find() is None]
    for item in items:
        for marker in missing:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"no program for {marker} tests"))


@pytest.fixture(autouse=True)
def fresh_cache_and_media() -> Iterator[None]:
    """No test sees another one's rate limits, cached pages or pictures."""
    for alias in ("default", "posts"):
        caches[alias].clear()
    yield
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
