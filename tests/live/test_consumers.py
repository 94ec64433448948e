"""Who may join: the whole way through the site's own ASGI application."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from channels.testing import WebsocketCommunicator

from config.asgi import application
from liveblog.live import consumers, readers
from liveblog.live.consumers import known_by
from liveblog.live.hub import Hub
from liveblog.live.readers import COME_BACK, NOT_FOUND, POLICY
from liveblog.models import LiveBlog
from tests.live.waiting import eventually, newsroom
from tests.world import make_blog, make_post

OWN = "http://testserver"


class Socket(WebsocketCommunicator):
    """A reader's socket over plain ASGI."""

    def __init__(self, blog: LiveBlog | str, query: str = "", origin: str | None = OWN) -> None:
        slug = blog if isinstance(blog, str) else blog.slug
        headers = [] if origin is None else [(b"origin", origin.encode())]
        super().__init__(application, f"/live/{slug}/socket{query}", headers)

    async def change(self) -> dict[str, Any]:
        """The next frame that is not a beat."""
        while True:
            message = json.loads(await self.receive_from(5))
            if message["type"] != "beat":
                return message

    async def closed(self) -> int:
        """The code that the server closes with."""
        while True:
            message = await self.receive_output(5)
            if message["type"] == "websocket.close":
                return message["code"]


async def opened(*args: Any, **more: Any) -> Socket:
    socket = Socket(*args, **more)
    accepted, _ = await socket.connect(5)
    assert accepted
    return socket


async def refused(*args: Any, **more: Any) -> int | None:
    accepted, code = await Socket(*args, **more).connect(5)
    assert not accepted
    return code


async def test_who_names_nothing_gets_what_comes(blog: LiveBlog, hub: Hub) -> None:
    await newsroom(make_post)(blog, "Before")
    await eventually(lambda: hub.heads[blog.pk].seq == 2)
    socket = await opened(blog)
    await eventually(lambda: hub.readership.topics[blog.pk].size == 1)
    await newsroom(make_post)(blog, "After")
    assert (await socket.change())["seq"] == 3
    await socket.disconnect()


async def test_who_names_a_number_gets_what_is_missing(blog: LiveBlog, hub: Hub) -> None:
    await newsroom(make_post)(blog)
    await newsroom(make_post)(blog)
    await eventually(lambda: hub.heads[blog.pk].seq == 3)
    socket = await opened(blog, f"?since=1&epoch={blog.epoch}")
    assert [(await socket.change())["seq"] for _ in range(2)] == [2, 3]
    await socket.disconnect()


async def test_another_history_is_told_to_fetch(blog: LiveBlog, hub: Hub) -> None:
    socket = await opened(blog, "?since=1&epoch=another")
    assert await socket.change() == {"type": "behind", "v": 1, "epoch": blog.epoch, "seq": 1}
    await socket.disconnect()


async def test_an_unknown_blog_is_refused(hub: Hub) -> None:
    assert await refused("no-such-blog") == NOT_FOUND


async def test_a_draft_is_refused_as_if_there_was_none(hub: Hub) -> None:
    draft = await newsroom(make_blog)(status="draft")
    hub.heard(draft.pk, draft.epoch, 1)
    await asyncio.sleep(0.05)
    assert await refused(draft) == NOT_FOUND


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "https://testserver", "http://testserver:81", "null"]
)
async def test_a_page_of_somebody_else_is_refused(blog: LiveBlog, hub: Hub, origin: str) -> None:
    await refused(blog, origin=origin)
    assert hub.readership.topics == {}


@pytest.mark.parametrize("origin", [OWN, None])
async def test_our_pages_and_programs_may_read(
    blog: LiveBlog, hub: Hub, origin: str | None
) -> None:
    await (await opened(blog, origin=origin)).disconnect()


@pytest.mark.parametrize("said", [{"text_data": "Hello"}, {"bytes_data": b"Hello"}])
async def test_a_reader_who_talks_is_shown_the_door(
    blog: LiveBlog, hub: Hub, said: dict[str, Any]
) -> None:
    socket = await opened(blog)
    await socket.send_to(**said)
    assert await socket.closed() == POLICY
    await socket.disconnect()
    await eventually(lambda: hub.readership.topics[blog.pk].is_empty)


async def test_a_reader_who_goes_is_forgotten(blog: LiveBlog, hub: Hub) -> None:
    socket = await opened(blog)
    await eventually(lambda: hub.readership.topics[blog.pk].size == 1)
    assert hub.readership.door.open == 1
    await socket.disconnect()
    assert hub.readership.topics[blog.pk].is_empty
    assert hub.readership.door.open == 0


async def test_a_refused_reader_is_not_counted(blog: LiveBlog, hub: Hub) -> None:
    await refused("no-such-blog")
    assert hub.readership.door.open == 0


async def test_a_full_house_is_said(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub.readership.door, "admit", lambda address, now: False)
    assert await refused(blog) == readers.TRY_LATER


async def test_an_old_socket_is_renewed(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "SOCKET_AGE_SECONDS", (-1, -1))
    socket = await opened(blog)
    await eventually(lambda: hub.readership.topics[blog.pk].size == 1)
    for second in range(len(hub.readership.topics[blog.pk].slots)):
        hub.readership.topics[blog.pk].beat(second, asyncio.get_running_loop().time())
    assert await socket.closed() == COME_BACK
    await socket.disconnect()


async def test_joining_asks_no_database(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def ask(question: Any, *args: Any) -> Any:
        asked.append(question.__name__)
        return []

    await eventually(lambda: not hub._looking.locked())
    monkeypatch.setattr(hub, "_look", lambda: asyncio.sleep(0))
    monkeypatch.setattr("liveblog.live.reading.ask", ask)
    socket = await opened(blog, f"?since=1&epoch={blog.epoch}")
    await socket.disconnect()
    assert set(asked) <= {"note"}


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("", (None, "")),
        ("since=7&epoch=abc", (7, "abc")),
        ("since=0", (0, "")),
        ("since=-1", (None, "")),
        ("since=1e3", (None, "")),
        ("since=%D9%A3", (None, "")),
        ("since=9007199254740992", (2**53, "")),
        ("since=9007199254740993", (None, "")),
        ("since=" + "9" * 400, (None, "")),
        ("since=7&since=8", (7, "")),
        ("&&==&since", (None, "")),
    ],
)
def test_nonsense_counts_as_knowing_nothing(query: str, known: tuple[int | None, str]) -> None:
    assert known_by({"query_string": query.encode()}) == known


async def test_bytes_that_are_no_text_harm_nobody(blog: LiveBlog, hub: Hub) -> None:
    assert known_by({"query_string": b"since=\xff\xfe&epoch=\x00"}) == (None, "\x00")


async def test_what_fails_while_joining_frees_the_place(
    blog: LiveBlog, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(*args: Any) -> None:
        raise RuntimeError("a template is broken")

    monkeypatch.setattr(hub.readership, "join", failing)
    socket = await opened(blog)
    with pytest.raises(RuntimeError):
        await socket.wait(5)
    assert hub.readership.door.open == 0


def test_no_session_or_user_is_looked_up() -> None:
    assert "session" not in vars(consumers)
    assert "AuthMiddleware" not in repr(application.application_mapping["websocket"])
