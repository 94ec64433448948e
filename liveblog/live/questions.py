"""Which requests the page lane may answer, and what tells their answers apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings

from liveblog.limits import LANE_QUERY_BYTES
from liveblog.live import encodings

PUBLIC = "/live/"
METHODS = ("GET", "HEAD")
# Whoever sends one of these wants more than the public answer.
PERSONAL = frozenset(
    (b"authorization", b"content-length", b"if-match", b"if-unmodified-since", b"transfer-encoding")
)
READ = (b"host", b"accept-encoding", b"if-none-match")
PLAIN_QUERY = re.compile(rb"[\w.~=&-]*", re.ASCII)
TRACKED_BYTES = 2_000  # the longest query that is looked through for tracking numbers
TRACKING = (b"utm_", b"fbclid=", b"gclid=", b"msclkid=", b"mc_cid=", b"mc_eid=")

Key = tuple[str, bytes, bytes, str]


class Question(NamedTuple):
    """`key` is all that the answer depends on: path, query, host and scheme."""

    key: Key
    encoding: bytes
    known: bytes | None  # If-None-Match


def question(scope: Mapping[str, Any]) -> Question | None:
    """What a request asks of the page lane; None where only Django may answer."""
    path = scope["path"]
    if scope["method"] not in METHODS or not (path == "/" or path.startswith(PUBLIC)):
        return None
    headers = scope["headers"]
    fields: dict[bytes, bytes] = dict(headers)
    if not PERSONAL.isdisjoint(fields) or b"host" not in fields:
        return None
    if len(fields) != len(headers) and _is_ambiguous(headers):
        return None
    query = scope["query_string"]
    if query and (query := plain(query)) is None:
        return None
    return Question(
        (path, query, fields[b"host"], scope.get("scheme", "http")),
        encodings.chosen(fields.get(b"accept-encoding", b"")),
        fields.get(b"if-none-match"),
    )


def may_be_staffs(scope: Mapping[str, Any]) -> bool:
    """Whether a request carries a session; only people of the newsroom have one."""
    session = settings.SESSION_COOKIE_NAME.encode()
    return any(name == b"cookie" and session in value for name, value in scope["headers"])


def _is_ambiguous(headers: list[tuple[bytes, bytes]]) -> bool:
    names = [name for name, _value in headers]
    return any(names.count(name) > 1 for name in READ)


def plain(query: bytes) -> bytes | None:
    """The query without what social networks and newsletters add; None where it is odd or long.

    A link shared a million times with a million tracking numbers is still one page.
    """
    # What is remembered is bounded by its number only: nobody may fill it with novels.
    if len(query) <= LANE_QUERY_BYTES:
        return _remembered(query)
    return _cleaned(query) if len(query) < TRACKED_BYTES else None


def _cleaned(query: bytes) -> bytes | None:
    parts = query.split(b"&")
    cleaned = b"&".join(part for part in parts if not part.startswith(TRACKING))
    if len(cleaned) > LANE_QUERY_BYTES or not PLAIN_QUERY.fullmatch(cleaned):
        return None
    return cleaned


_remembered = lru_cache(maxsize=4096)(_cleaned)
