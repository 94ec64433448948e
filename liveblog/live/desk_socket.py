"""The newsroom's socket: `/newsroom/<slug>/socket`, for those who work on the blog.

To the page: `{"type":"presence","people":[{"name","post"}]}`, `{"type":"changed","post"}`, and
every few seconds `{"type":"readers","count"}`.
From the page: `{"type":"writing","post"}` (again each minute while writing) and `{"type":"quiet"}`.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.utils.crypto import constant_time_compare

from liveblog import access
from liveblog.live import deskbell, reading
from liveblog.live.hub import Hub, running_hub
from liveblog.live.readers import POLICY
from liveblog.models import LiveBlog
from liveblog.models.ids import random_id

RECHECK_SECONDS = 60.0  # a page whose user has signed out, or lost the role, is closed
WAITING = 100  # messages for one page; a page that takes none is reloaded by its user anyway
SIGNED_OUT = 4401
FORBIDDEN = 4403


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who opened the page, on which blog."""

    blog_id: int
    name: str


async def newsroom_socket(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """An ASGI application; the origin has been checked before."""
    await receive()  # websocket.connect
    slug = scope["url_route"]["kwargs"]["slug"]
    session = _session_key(scope)
    visitor = await reading.ask(visitor_of, session, slug)
    if visitor is None:
        await send({"type": "websocket.close", "code": FORBIDDEN})
        return
    await send({"type": "websocket.accept"})
    page = Page(await running_hub(), visitor)
    await page.run(receive, send, session, slug)


def _session_key(scope: dict[str, Any]) -> str:
    return scope.get("cookies", {}).get(settings.SESSION_COOKIE_NAME, "")


def visitor_of(session_key: str, slug: str) -> Visitor | None:
    """The signed-in user of a session, where the blog is in reach; else None."""
    user = _user_of(session_key)
    blog = user and LiveBlog.objects.reachable_by(user).filter(slug=slug).first()
    if not user or not blog or not access.may(user, "write", blog):
        return None
    if access.lacks_second_factor(user):
        return None
    author = getattr(user, "author", None)
    return Visitor(blog.pk, author.name if author else user.get_full_name() or user.username)


def _user_of(session_key: str) -> User | None:
    if not session_key:
        return None
    session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    user_id = session.get(SESSION_KEY)
    user = User.objects.filter(pk=user_id, is_active=True).first() if user_id else None
    if user is None:
        return None
    # A changed password ends all sessions, sockets too.
    known = session.get(HASH_SESSION_KEY, "")
    return user if constant_time_compare(known, user.get_session_auth_hash()) else None


class Page:
    """One open newsroom page; implements `desks.DeskSocket`."""

    def __init__(self, hub: Hub, visitor: Visitor) -> None:
        self.key = random_id(12)
        self._hub = hub
        self._visitor = visitor
        self._waiting: asyncio.Queue[dict[str, Any]] = asyncio.Queue(WAITING)

    def offer(self, message: dict[str, Any]) -> None:
        with suppress(asyncio.QueueFull):  # only hints: the page asks the API anyway
            self._waiting.put_nowait(message)

    async def run(self, receive: Any, send: Any, session: str, slug: str) -> None:
        """Serve until the page goes, or its user may not stay."""
        self._hub.desks.join(self._visitor.blog_id, self)
        tasks = {
            asyncio.create_task(self._write(send)),
            asyncio.create_task(self._listen(receive)),
            asyncio.create_task(self._recheck(session, slug)),
        }
        try:
            done, _pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            code = next((task.result() for task in done if not task.exception()), None)
            if code is not None:
                await send({"type": "websocket.close", "code": code})
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._hub.desks.leave(self._visitor.blog_id, self)
            self._tell("quiet")

    async def _write(self, send: Any) -> None:
        while True:
            message = await self._waiting.get()
            await send({"type": "websocket.send", "text": json.dumps(message)})

    async def _listen(self, receive: Any) -> int | None:
        """Take signs from the page; returns a close code for nonsense, None when it has gone."""
        while (message := await receive())["type"] == "websocket.receive":
            sign = _parsed(message.get("text"))
            if sign is None:
                return POLICY
            self._tell(*sign)
        return None

    async def _recheck(self, session: str, slug: str) -> int:
        while True:
            await asyncio.sleep(RECHECK_SECONDS)
            if await reading.ask(visitor_of, session, slug) is None:
                return SIGNED_OUT

    def _tell(self, about: str, post: str = "") -> None:
        deskbell.tell(
            {
                "about": about,
                "blog": self._visitor.blog_id,
                "key": self.key,
                "name": self._visitor.name,
                "post": post,
            }
        )


def _parsed(text: str | None) -> tuple[str, str] | None:
    """What a page said: ("writing", post id or '') or ("quiet", ''); None for anything else."""
    try:
        said = json.loads(text or "")
        about, post = said["type"], said.get("post", "")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    if about not in ("writing", "quiet") or not isinstance(post, str) or len(post) > 8:
        return None
    return about, post if about == "writing" else ""
