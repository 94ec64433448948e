"""One contract, held by both kinds of readers, on real sockets under a real server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame as ClientFrame
from websockets.frames import Opcode

from liveblog.live import fastlane, readers
from liveblog.live.fastlane import DetachedReader
from liveblog.live.frames import Frame
from liveblog.live.hub import Hub
from liveblog.live.readers import COME_BACK, POLICY, AsgiReader
from liveblog.live.topics import Topic, fan_out
from liveblog.models import LiveBlog
from tests.live.sockets import FAST_LANE, PLAIN, Address, RawReader, serving
from tests.live.waiting import eventually, newsroom
from tests.world import make_post

KINDS = {PLAIN: AsgiReader, FAST_LANE: DetachedReader}
Lane = tuple[Address, type]


@pytest_asyncio.fixture(params=[PLAIN, FAST_LANE], ids=["plain", "detached"])
async def lane(request: pytest.FixtureRequest, hub: Hub) -> AsyncIterator[Lane]:
    async with serving(request.param) as address:
        yield address, KINDS[request.param]


@pytest.fixture
def server(lane: Lane) -> Address:
    return lane[0]


def topic_of(hub: Hub, blog: LiveBlog) -> Topic:
    return hub.readership.topics[blog.pk]


async def joined(hub: Hub, blog: LiveBlog, count: int) -> Topic:
    """The topic, once so many readers are in it."""
    await eventually(lambda: hub.readership.counts().get(blog.pk) == count)
    return topic_of(hub, blog)


async def next_change(reader: ClientConnection) -> dict[str, Any]:
    while (message := json.loads(await asyncio.wait_for(reader.recv(), 5)))["type"] == "beat":
        pass
    return message


async def close_code(reader: ClientConnection) -> int | None:
    with pytest.raises(ConnectionClosed):
        while True:
            await asyncio.wait_for(reader.recv(), 5)
    return reader.close_code


async def flood(topic: Topic, count: int = 300, size: int = 20_000) -> None:
    """More than any buffer holds."""
    for _ in range(count):
        seq = topic.seq + 1
        message = {"type": "change", "v": 1, "epoch": topic.epoch, "seq": seq, "fill": "x" * size}
        frame = Frame.of(message, seq - 1)
        await fan_out(frame, topic.take(frame))


def look_after(topic: Topic) -> None:
    """One whole round of the beat."""
    for second in range(len(topic.slots)):
        topic.beat(second, asyncio.get_running_loop().time())


async def test_the_lane_makes_its_kind_of_reader(lane: Lane, hub: Hub, blog: LiveBlog) -> None:
    async with await lane[0].reader(blog):
        (reader,) = (await joined(hub, blog, 1)).readers
        assert type(reader) is lane[1]


async def test_frames_arrive_in_order(server: Address, hub: Hub, blog: LiveBlog) -> None:
    async with await server.reader(blog) as reader:
        await joined(hub, blog, 1)
        for _ in range(5):
            await newsroom(make_post)(blog)
        assert [(await next_change(reader))["seq"] for _ in range(5)] == [2, 3, 4, 5, 6]


async def test_what_was_missed_comes_first(server: Address, hub: Hub, blog: LiveBlog) -> None:
    await newsroom(make_post)(blog)
    await eventually(lambda: hub.heads[blog.pk].seq == 2)
    async with await server.reader(blog, f"?since=1&epoch={blog.epoch}") as reader:
        await joined(hub, blog, 1)
        await newsroom(make_post)(blog)
        assert [(await next_change(reader))["seq"] for _ in range(2)] == [2, 3]


async def test_deflated_frames_say_the_same(server: Address, hub: Hub, blog: LiveBlog) -> None:
    async with (
        await server.reader(blog, compression="deflate") as small,
        await server.reader(blog) as plain,
    ):
        assert [type(extension).__name__ for extension in small.protocol.extensions] == [
            "PerMessageDeflate"
        ]
        assert plain.protocol.extensions == []
        await joined(hub, blog, 2)
        for _ in range(3):
            await newsroom(make_post)(blog, "A long story. " * 40)
        for _ in range(3):
            assert await next_change(small) == await next_change(plain)


async def test_a_ping_is_answered(server: Address, hub: Hub, blog: LiveBlog) -> None:
    async with await server.reader(blog) as reader:
        await joined(hub, blog, 1)
        await asyncio.wait_for(await reader.ping(b"are you there?"), 5)


async def test_a_goodbye_is_answered(server: Address, hub: Hub, blog: LiveBlog) -> None:
    reader = await server.reader(blog)
    topic = await joined(hub, blog, 1)
    await reader.close(1000)
    assert reader.close_code == 1000
    await eventually(lambda: topic.is_empty)
    await eventually(lambda: hub.readership.door.open == 0)


async def test_a_reader_who_vanishes_is_forgotten(
    server: Address, hub: Hub, blog: LiveBlog
) -> None:
    reader = await RawReader.open(server, blog)
    topic = await joined(hub, blog, 1)
    reader.close()
    await eventually(lambda: topic.is_empty)
    await eventually(lambda: hub.readership.door.open == 0)


@pytest.mark.parametrize(
    "said",
    [
        ClientFrame(Opcode.TEXT, b"Hello").serialize(mask=True),
        ClientFrame(Opcode.BINARY, b"Hello").serialize(mask=True),
        ClientFrame(Opcode.TEXT, b"x" * 5000).serialize(mask=True),
        ClientFrame(Opcode.TEXT, b"Hel", fin=False).serialize(mask=True)
        + ClientFrame(Opcode.CONT, b"lo").serialize(mask=True),
    ],
    ids=["text", "binary", "big", "fragmented"],
)
async def test_a_reader_who_talks_is_shown_the_door(
    server: Address, hub: Hub, blog: LiveBlog, said: bytes
) -> None:
    reader = await RawReader.open(server, blog)
    topic = await joined(hub, blog, 1)
    await reader.say(said)
    await reader.read()
    assert reader.code == POLICY
    reader.close()
    await eventually(lambda: topic.is_empty)


async def test_an_old_connection_is_renewed(
    server: Address, hub: Hub, blog: LiveBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "SOCKET_AGE_SECONDS", (-1, -1))
    reader = await server.reader(blog)
    topic = await joined(hub, blog, 1)
    look_after(topic)
    assert await close_code(reader) == COME_BACK
    await eventually(lambda: topic.is_empty)


async def test_a_young_connection_stays(server: Address, hub: Hub, blog: LiveBlog) -> None:
    async with await server.reader(blog) as reader:
        look_after(await joined(hub, blog, 1))
        await asyncio.wait_for(await reader.ping(), 5)


async def test_a_stopped_reader_delays_nobody_and_then_hears_that_it_is_behind(
    server: Address, hub: Hub, blog: LiveBlog
) -> None:
    """L5 and P4."""
    stopped = await RawReader.open(server, blog)
    async with await server.reader(blog, max_queue=None) as other:
        topic = await joined(hub, blog, 2)
        flooding = asyncio.create_task(flood(topic))
        seqs = [(await next_change(other))["seq"]]
        while seqs[-1] < 301 and len(seqs) < 300:
            seqs.append((await next_change(other))["seq"])
        await flooding
        assert seqs == sorted(set(seqs))
        behind = await stopped.read_until("behind")
        changes = [m["seq"] for m in stopped.messages if m["type"] == "change"]
        assert behind["seq"] == topic.seq == 301
        assert changes == list(range(2, 2 + len(changes)))
        assert len(changes) < 300
        kinds = [m["type"] for m in stopped.messages if m["type"] != "beat"]
        assert kinds.count("behind") == 1
    stopped.close()


async def test_after_behind_news_arrive_again(server: Address, hub: Hub, blog: LiveBlog) -> None:
    reader = await RawReader.open(server, blog)
    topic = await joined(hub, blog, 1)
    await flood(topic)
    await reader.read_until("behind")
    reader.texts.clear()
    await flood(topic, 1, 10)
    assert (await reader.read_until("change"))["seq"] == topic.seq
    reader.close()


async def test_a_stuck_reader_is_cut_off(
    server: Address, hub: Hub, blog: LiveBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (readers, fastlane):
        monkeypatch.setattr(module, "LAGGING_SECONDS", 0.05)
    reader = await RawReader.open(server, blog)
    topic = await joined(hub, blog, 1)
    await flood(topic)
    assert len(topic.stuck) == 1
    await asyncio.sleep(0.1)
    look_after(topic)
    await eventually(lambda: topic.is_empty)
    assert topic.stuck == set()
    reader.close()


async def test_a_stuck_reader_who_is_sent_away_keeps_nobody_waiting(
    server: Address, hub: Hub, blog: LiveBlog
) -> None:
    reader = await RawReader.open(server, blog)
    topic = await joined(hub, blog, 1)
    await flood(topic)
    topic.readers[0].close(COME_BACK)
    await eventually(lambda: topic.is_empty)
    reader.close()


async def test_nothing_is_written_after_a_goodbye(
    server: Address, hub: Hub, blog: LiveBlog
) -> None:
    reader = await RawReader.open(server, blog)
    topic = await joined(hub, blog, 1)
    topic.readers[0].close(COME_BACK)
    await flood(topic, 5, 10)
    await reader.read()
    assert (reader.code, reader.late) == (COME_BACK, 0)
    reader.close()


@pytest.mark.slow
async def test_coming_and_going_leaves_nothing_behind(
    server: Address, hub: Hub, blog: LiveBlog
) -> None:
    for _ in range(4):
        crowd = await asyncio.gather(*(server.reader(blog) for _ in range(50)))
        topic = await joined(hub, blog, 50)
        await asyncio.gather(*(reader.close() for reader in crowd))
        await eventually(lambda: topic.is_empty)  # noqa: B023 - awaited at once
    assert hub.readership.door.open == 0
    assert topic.stuck == set()
