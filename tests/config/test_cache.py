"""The shared cache may go; nobody notices but the log."""

import time
from collections.abc import Iterator

import pytest
from django.core.cache.backends.redis import RedisCache

from config.cache import RedisOrLocal
from tests import services

OPTIONS = {"OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2}}


@pytest.fixture(autouse=True)
def rested(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test inherits another one's failure."""
    monkeypatch.setattr(RedisOrLocal, "resting_until", 0.0)


@pytest.fixture
def unreachable() -> Iterator[RedisOrLocal]:
    """A cache whose server does not exist."""
    cache = RedisOrLocal(f"redis://127.0.0.1:{services.free_port()}/0", OPTIONS)
    yield cache
    cache.clear()


def test_without_redis_values_are_kept_here(unreachable: RedisOrLocal) -> None:
    unreachable.set("failures", 1)
    assert unreachable.incr("failures") == 2
    assert unreachable.get_many(["failures", "other"]) == {"failures": 2}
    assert "failures" in unreachable


def test_without_redis_the_log_says_so_once(
    unreachable: RedisOrLocal, caplog: pytest.LogCaptureFixture
) -> None:
    unreachable.set("a", 1)
    unreachable.get("a")
    assert caplog.text.count("The shared cache fails") == 1


@pytest.mark.redis
def test_redis_is_shared_and_found_again() -> None:
    with services.redis_server() as server:
        cache, other_process = RedisOrLocal(server.url, OPTIONS), RedisCache(server.url, {})
        cache.set("a", 1)
        assert other_process.get("a") == 1
        server.stop()
        cache.set("a", 2)
        assert cache.get("a") == 2
        server.start()
        RedisOrLocal.resting_until = 0.0
        cache.set("a", 3)
        other_process.close()
        assert other_process.get("a") == 3


@pytest.mark.redis
def test_a_frozen_redis_costs_one_timeout_only() -> None:
    with services.redis_server() as server:
        cache = RedisOrLocal(server.url, OPTIONS)
        cache.set("a", 1)
        server.pause()
        started = time.monotonic()
        for _ in range(20):
            cache.get("a")
        assert time.monotonic() - started < 2
