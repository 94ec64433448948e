"""The newsroom's socket: for those who work on the blog, and nobody else."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from config.asgi import application
from liveblog.live import desk_socket
from liveblog.live.desk_socket import FORBIDDEN, SIGNED_OUT
from liveblog.live.hub import Hub
from liveblog.live.readers import POLICY
from liveblog.models import LiveBlog, Role
from tests.live.waiting import newsroom
from tests.world import make_admin, make_author, make_blog, make_draft, make_user

OWN = "http://testserver"


def cookie_of(user: User | None) -> str:
    client = Client()
    if user is not None:
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


async def socket_of(user: User | None, blog: LiveBlog, origin: str = OWN) -> WebsocketCommunicator:
    cookie = await newsroom(cookie_of)(user)
    headers = [(b"origin", origin.encode()), (b"cookie", cookie.encode())]
    return WebsocketCommunicator(application, f"/newsroom/{blog.slug}/socket", headers)


async def opened(user: User, blog: LiveBlog) -> WebsocketCommunicator:
    socket = await socket_of(user, blog)
    accepted, _ = await socket.connect(5)
    assert accepted
    assert await told(socket) == {"type": "presence", "people": []}
    return socket


async def told(socket: WebsocketCommunicator) -> Any:
    return json.loads(await socket.receive_from(5))


async def member(blog: LiveBlog, name: str, role: str = Role.REPORTER) -> User:
    return await newsroom(make_user)(name, role=role, blog=blog)


async def test_a_colleague_hears_that_somebody_writes(blog: LiveBlog, hub: Hub) -> None:
    jale, timo = await member(blog, "jale"), await member(blog, "timo")
    await newsroom(make_author)("Jale Brandt", user=jale)
    writer, watcher = await opened(jale, blog), await opened(timo, blog)
    await writer.send_to(json.dumps({"type": "writing", "post": "abc"}))
    assert await told(watcher) == {
        "type": "presence",
        "people": [{"name": "Jale Brandt", "post": "abc"}],
    }
    await writer.disconnect()
    assert await told(watcher) == {"type": "presence", "people": []}
    await watcher.disconnect()


async def test_a_saved_draft_is_announced(blog: LiveBlog, hub: Hub) -> None:
    socket = await opened(await member(blog, "timo"), blog)
    draft = await newsroom(make_draft)(blog)
    assert await told(socket) == {"type": "changed", "post": draft.public_id}
    await socket.disconnect()


@pytest.mark.parametrize("who", ["nobody", "stranger", "elsewhere", "inactive"])
async def test_who_does_not_work_here_is_refused(blog: LiveBlog, hub: Hub, who: str) -> None:
    other = await newsroom(make_blog)()
    user = None
    if who != "nobody":
        at = {"stranger": None, "elsewhere": other, "inactive": blog}[who]
        user = await newsroom(make_user)(role=Role.EDITOR if at else None, blog=at)
    socket = await socket_of(user, blog)
    if who == "inactive" and user is not None:
        await User.objects.filter(pk=user.pk).aupdate(is_active=False)
    accepted, code = await socket.connect(5)
    assert (accepted, code) == (False, FORBIDDEN)


async def test_who_lacks_a_second_factor_is_refused(
    blog: LiveBlog, hub: Hub, settings: Settings
) -> None:
    admin = await newsroom(make_admin)()
    settings.REQUIRE_SECOND_FACTOR = True
    accepted, code = await (await socket_of(admin, blog)).connect(5)
    assert (accepted, code) == (False, FORBIDDEN)
    await newsroom(Authenticator.objects.create)(user=admin, type="totp", data={})
    await (await opened(admin, blog)).disconnect()


async def test_a_foreign_page_is_refused(blog: LiveBlog, hub: Hub) -> None:
    user = await member(blog, "timo")
    accepted, _ = await (await socket_of(user, blog, "https://evil.example")).connect(5)
    assert not accepted


async def test_a_draft_blog_has_a_newsroom_too(blog: LiveBlog, hub: Hub) -> None:
    secret = await newsroom(make_blog)(status="draft")
    socket = await opened(await member(secret, "timo"), secret)
    await socket.disconnect()


@pytest.mark.parametrize("words", [" ", "no json", "[]", "1", '{"type":"shout"}', "[" * 4000])
async def test_nonsense_closes_the_socket(blog: LiveBlog, hub: Hub, words: str) -> None:
    socket = await opened(await member(blog, "timo"), blog)
    await socket.send_to(words)
    message = await socket.receive_output(5)
    assert message == {"type": "websocket.close", "code": POLICY}


async def test_signing_out_closes_the_socket(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_socket, "RECHECK_SECONDS", 0.1)
    timo = await member(blog, "timo")
    socket = await opened(timo, blog)
    await asyncio.sleep(0.3)
    assert await socket.receive_nothing(0.1)
    await User.objects.filter(pk=timo.pk).aupdate(password="changed")  # ends all sessions
    message = await socket.receive_output(5)
    assert message == {"type": "websocket.close", "code": SIGNED_OUT}
