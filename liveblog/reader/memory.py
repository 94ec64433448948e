"""Rendered answers in Django's cache. A dead cache costs time, never an answer."""

import hashlib
import logging
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
# What changes without a new number, such as an author's name, shows after a minute at the latest:
# `rendering.public_html` may already have kept it for 20 seconds.
SECONDS = 40
REST_SECONDS = 5.0  # how long a cache that failed is left alone: each try may cost its time-out
TEMPLATES = ("base.html", "posts", "reader")
_rest_until = 0.0


def remembered(key: tuple[object, ...], make: Callable[[], Answer]) -> Answer:
    """What was kept under `key`, else what `make` makes, kept for SECONDS.

    `key` names everything that the answer depends on; the templates are added here.
    """
    name = _name(key)
    answer = _from_cache(lambda: cache.get(name))
    if answer is None:
        answer = make()
        _from_cache(lambda: cache.set(name, answer, SECONDS))
    return answer


def _name(key: tuple[object, ...]) -> str:
    version = _templates_now() if settings.DEBUG else _templates_at_start()
    return f"reader:{hashlib.sha256(repr((version, *key)).encode()).hexdigest()}"


def _from_cache(use: Callable[[], Answer]) -> Answer | None:
    global _rest_until
    if time.monotonic() < _rest_until:
        return None
    try:
        return use()
    except (RedisError, OSError):
        _rest_until = time.monotonic() + REST_SECONDS
        log.warning("the cache does not answer; pages are rendered anew", exc_info=True)
        return None


def _templates_now() -> str:
    """A fingerprint of the templates, so that a deployment never serves its predecessor's pages."""
    digest = hashlib.sha256()
    for path in _template_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


_templates_at_start = lru_cache(maxsize=1)(_templates_now)


def _template_files() -> list[Path]:
    roots = [Path(settings.BASE_DIR) / "templates" / name for name in TEMPLATES]
    files = [root for root in roots if root.is_file()]
    return sorted(files + [path for root in roots for path in root.rglob("*.html")])
