"""The shared cache, without which everything goes on."""

import logging
import time
from typing import Any, ClassVar

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

# How long to leave Redis alone after an error, so that a frozen one costs one timeout only.
REST_SECONDS = 5


class RedisOrLocal(BaseCache):
    """Redis; while it fails, this process's memory: throttles count on, per process."""

    resting_until: ClassVar[float] = 0.0

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._shared = RedisCache(server, dict(params))
        self._local = LocMemCache("while-redis-fails", {})

    def add(self, *args: Any, **kwargs: Any) -> Any:
        """As in Django's cache."""
        return self._ask("add", *args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """As in Django's cache."""
        return self._ask("get", *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        """As in Django's cache."""
        return self._ask("set", *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> Any:
        """As in Django's cache."""
        return self._ask("touch", *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """As in Django's cache."""
        return self._ask("delete", *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> Any:
        """As in Django's cache."""
        return self._ask("has_key", *args, **kwargs)

    def incr(self, *args: Any, **kwargs: Any) -> Any:
        """As in Django's cache."""
        return self._ask("incr", *args, **kwargs)

    def clear(self) -> None:
        """Empties both memories."""
        self._local.clear()
        self._ask("clear")

    def close(self, **kwargs: Any) -> None:
        """Called by Django after each request."""
        self._shared.close(**kwargs)

    def _ask(self, method: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= RedisOrLocal.resting_until:
            try:
                return getattr(self._shared, method)(*args, **kwargs)
            except RedisError as error:
                RedisOrLocal.resting_until = time.monotonic() + REST_SECONDS
                log.warning("The shared cache fails, using local memory: %s", error)
        return getattr(self._local, method)(*args, **kwargs)
