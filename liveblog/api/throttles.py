"""How often somebody may call: counted by the minute in the shared cache."""

from __future__ import annotations

import logging
import time
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from liveblog import limits
from liveblog.api.problems import Problem

MINUTE = 60  # seconds
log = logging.getLogger(__name__)


def count_read(request: HttpRequest) -> None:
    """Count one read of this address. Raises Problem 429."""
    _count(f"read:{client_address(request)}", limits.API_READS_PER_MINUTE)


def count_write(who: str) -> None:
    """Count one write of a token or user. Raises Problem 429."""
    _count(f"write:{who}", limits.API_WRITES_PER_MINUTE)


def client_address(request: HttpRequest) -> str:
    """The nearest address that is no proxy of ours: forging `X-Forwarded-For` changes nothing."""
    path = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    hops = [*filter(None, path), request.META.get("REMOTE_ADDR") or ""]
    while len(hops) > 1 and _is_ours(hops[-1]):
        hops.pop()
    return hops[-1]


def _is_ours(address: str) -> bool:
    try:
        return any(ip_address(address) in ip_network(net) for net in settings.TRUSTED_PROXIES)
    except ValueError:
        return False


def _count(what: str, limit: int) -> None:
    minute, passed = divmod(int(time.time()), MINUTE)
    if _calls(f"api:{what}:{minute}") > limit:
        raise Problem(
            429,
            "too_many_requests",
            _("Too many calls. Wait a moment."),
            headers={"Retry-After": str(MINUTE - passed)},
        )


def _calls(key: str) -> int:
    try:
        cache.add(key, 0, 2 * MINUTE)
        return cache.incr(key)
    except Exception as error:
        # Whatever a cache raises: while it is down, publishing goes on without the brake.
        log.warning("calls are not counted, the cache fails: %s", error or type(error).__name__)
        return 0
