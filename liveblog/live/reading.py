"""What the hub asks the database: from threads of its own, so that no request waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from asgiref.sync import sync_to_async
from django.db import close_old_connections, connection

from liveblog.limits import CATCH_UP_POSTS
from liveblog.live.frames import Frame, frames_of
from liveblog.live.heads import Head
from liveblog.models import Change, LiveBlog

ENOUGH = CATCH_UP_POSTS + 1  # changes to read: with so many, nobody is sent each of them
OPEN_SECONDS = 10.0  # how long a thread uses one connection to SQLite

Answer = TypeVar("Answer")
# Heads, a blog's news, counts, and work at the tick that may wait for a lock: none holds others up.
_threads = ThreadPoolExecutor(4, thread_name_prefix="hub")


async def ask(question: Callable[..., Answer], *args: object) -> Answer:
    """Run a database question in one of the hub's threads."""
    return await sync_to_async(_fresh, thread_sensitive=False, executor=_threads)(question, *args)


def _fresh(question: Callable[..., Answer], *args: object) -> Answer:
    close_old_connections()
    _keep_open()
    try:
        return question(*args)
    finally:
        close_old_connections()


def _keep_open() -> None:
    """Opening SQLite, with its whole schema, costs as much as reading the news does.

    PostgreSQL's connections go back to their pool each time.
    """
    if connection.vendor == "sqlite" and connection.connection is None:
        connection.ensure_connection()
        connection.close_at = time.monotonic() + OPEN_SECONDS


def heads() -> list[Head]:
    """Where every public blog stands: one query."""
    blogs = LiveBlog.objects.public().order_by().values_list("pk", "slug", "epoch", "seq")
    return [Head(*row) for row in blogs]


@dataclass(frozen=True, slots=True)
class News:
    """The blog as it is now and the frames after change `since` of `epoch`.

    No blog: it is not public any more. No frames: another history, or too much to send.
    """

    epoch: str
    since: int
    blog: LiveBlog | None
    frames: list[Frame] | None


def news(pk: int, epoch: str, since: int) -> News:
    """What the readers of a blog miss who know all up to change `since` of `epoch`."""
    changes = list(Change.objects.filter(blog=pk).after(since).select_related("blog")[:ENOUGH])
    blog = changes[0].blog if changes else LiveBlog.objects.filter(pk=pk).first()
    if blog is None or not blog.is_public:
        return News(epoch, since, None, None)
    if blog.epoch != epoch or not 0 <= blog.seq - since <= CATCH_UP_POSTS:
        return News(epoch, since, blog, None)
    return News(epoch, since, blog, frames_of(blog, since, changes))


def frames_between(pk: int, epoch: str, since: int, until: int) -> list[Frame] | None:
    """The frames after `since` up to `until`, in their present state; None where there are none
    to send: no such blog or history, or too much."""
    frames = news(pk, epoch, since).frames
    return frames and [frame for frame in frames if frame.seq <= until]
