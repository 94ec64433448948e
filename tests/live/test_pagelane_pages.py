"""The page lane in front of the product: the same answers as Django's own, and no old words."""

from __future__ import annotations

import asyncio
import gzip
import time
from datetime import timedelta
from typing import Any

import brotli
import pytest
import pytest_asyncio
import time_machine
from django.core.asgi import get_asgi_application
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from liveblog.live.answers import Answer
from liveblog.live.hub import Hub
from liveblog.live.pagelane import PageLane
from liveblog.models import LiveBlog
from liveblog.publishing import blogs, posts
from liveblog.reader.headers import MISSING_SECONDS
from tests.live.site import BR, GZIP, ask
from tests.live.waiting import eventually, newsroom
from tests.world import DESK, make_blog, make_post

ENCODINGS: list[tuple[tuple[bytes, bytes], ...]] = [(), (BR,), (GZIP,)]
OPENING = {b"br": brotli.decompress, b"gzip": gzip.decompress, b"": bytes}


@pytest_asyncio.fixture
async def lane(hub: Hub) -> PageLane:
    return PageLane(get_asgi_application())


@pytest_asyncio.fixture
async def addresses(hub: Hub, blog: LiveBlog) -> dict[str, str]:
    """One of each kind that is kept."""
    made = [await newsroom(make_post)(blog, f"Update {n}.") for n in range(22)]
    taken_back = await newsroom(posts.retract)(made[3], "It was wrong.", by=DESK)
    home = blog.get_absolute_url()
    return {
        "front": "/",
        "blog": home,
        "oldest": f"{home}?order=oldest",
        "older": f"{home}?before={made[5].sort}",
        "post": await newsroom(made[0].get_absolute_url)(),
        "tombstone": f"{home}x-{taken_back.public_id}/",
        "updates": f"{home}updates?since=20&epoch={blog.epoch}",
        "reset": f"{home}updates?since=20&epoch=another",
    }


@pytest.mark.slow
async def test_every_header_is_djangos_own(lane: PageLane, addresses: dict[str, str]) -> None:
    for kind, address in addresses.items():
        own = await ask(lane.application, address)
        for encoding in (*ENCODINGS, *ENCODINGS):  # the first pass, then from memory
            answer = await ask(lane, address, *encoding)
            assert answer.status == own.status, kind
            assert headers(answer) == expected(own, answer), kind
            assert OPENING[answer.value(b"content-encoding")](answer.body) == own.body, kind
    assert len(lane.shelf) == len(addresses)


def headers(answer: Answer) -> dict[str, str]:
    pairs = [(name.decode().lower(), value.decode()) for name, value in answer.headers]
    assert len(pairs) == len(dict(pairs)), "a header is doubled"
    return dict(pairs)


def expected(own: Answer, answer: Answer) -> dict[str, str]:
    """Django's headers, as they are for the bytes that the client got."""
    expected = headers(own) | {"content-length": str(len(answer.body))}
    if encoding := answer.value(b"content-encoding"):
        expected |= {"content-encoding": encoding.decode(), "etag": f"W/{expected['etag']}"}
    return expected


async def test_who_has_it_gets_djangos_own_304(lane: PageLane, addresses: dict[str, str]) -> None:
    for kind, address in addresses.items():
        tag = (b"if-none-match", (await ask(lane, address)).value(b"etag"))
        own, answer = await ask(lane.application, address, tag), await ask(lane, address, tag)
        assert answer.status == own.status == (410 if kind == "tombstone" else 304), kind
        wanted = headers(own)
        if own.status == 304:
            del wanted["content-length"]  # Django says 0, which HTTP forbids in a 304
        assert headers(answer) == wanted, kind
        assert answer.body == own.body, kind


async def test_django_compresses_with_the_same_headers(
    lane: PageLane, addresses: dict[str, str], settings: Any
) -> None:
    settings.MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *settings.MIDDLEWARE]
    django = get_asgi_application()
    for kind in ("front", "blog", "older", "post", "updates"):
        own, answer = (
            await ask(django, addresses[kind], GZIP),
            await ask(lane, addresses[kind], GZIP),
        )
        length = {"content-length": str(len(answer.body))}  # Django adds random bytes
        assert headers(answer) == headers(own) | length, kind
        assert gzip.decompress(answer.body) == gzip.decompress(own.body), kind


@pytest.mark.parametrize("address", ["/live/none/", "/live/none/x-1/", "/live/one/updates?since=x"])
async def test_what_is_not_kept_passes_untouched(lane: PageLane, address: str) -> None:
    assert await ask(lane, address, BR) == await ask(lane.application, address, BR)
    assert len(lane.shelf) == len(lane.missing) == 0


class Counted:
    """Django, and how often it is asked."""

    def __init__(self) -> None:
        self.django = get_asgi_application()
        self.times = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.times += 1
        await self.django(scope, receive, send)


@pytest_asyncio.fixture
async def withdrawn(hub: Hub, blog: LiveBlog) -> str:
    """What the readers of a withdrawn blog ask, all at once."""
    address = f"{blog.get_absolute_url()}updates?since=1&epoch={blog.epoch}"
    await newsroom(blogs.withdraw)(blog, by=DESK)
    await hub._look()
    return address


async def test_the_readers_of_a_withdrawn_blog_cost_one_pass(hub: Hub, withdrawn: str) -> None:
    lane = PageLane(counted := Counted())
    own = await ask(counted.django, withdrawn)
    together = await asyncio.gather(*(ask(lane, withdrawn, BR) for _ in range(20)))
    later = [await ask(lane, withdrawn, *encoding) for encoding in ENCODINGS]
    assert counted.times == 1
    for answer in (*together, *later):
        assert (answer.status, answer.body) == (404, own.body)
        assert headers(answer) == headers(own)


async def test_a_blog_that_is_public_again_is_seen_at_once(
    hub: Hub, blog: LiveBlog, withdrawn: str
) -> None:
    lane = PageLane(get_asgi_application())
    assert (await ask(lane, withdrawn)).status == 404
    await hub._looking.acquire()  # however long the hub takes to read where the blog stands
    await newsroom(blogs.open)(blog, by=DESK)
    await asyncio.sleep(0)
    assert (await ask(lane, withdrawn)).status == 200
    hub._looking.release()
    await eventually(lambda: blog.pk in hub.heads)
    for _ in range(2):
        assert (await ask(lane, withdrawn)).status == 200
    assert len(lane.missing) == 0


async def test_a_missing_blog_is_not_kept_for_long(lane: PageLane, withdrawn: str) -> None:
    await ask(lane, withdrawn)
    path, _, query = withdrawn.partition("?")
    page = lane.missing.get((path, query.encode(), b"testserver", "http"))
    assert page is not None
    assert 0 < page.ends_at - time.monotonic() <= MISSING_SECONDS


async def test_people_of_the_newsroom_are_told_by_django(
    hub: Hub, withdrawn: str, settings: Any
) -> None:
    lane = PageLane(counted := Counted())
    await ask(lane, withdrawn)
    session = (b"cookie", f"a=b; {settings.SESSION_COOKIE_NAME}=c".encode())
    consent = (b"cookie", b"consent=1")
    for cost, header in ((0, consent), (1, session), (1, (b"authorization", b"Bearer x"))):
        before = counted.times
        assert (await ask(lane, withdrawn, header)).status == 404
        assert counted.times - before == cost, header


async def test_invented_addresses_drive_out_no_page(
    lane: PageLane, addresses: dict[str, str]
) -> None:
    await ask(lane, "/")
    lane.missing.room = 50_000
    for number in range(30):
        await ask(lane, f"/live/none-{number}/updates?since=0&epoch=x")
    assert len(lane.shelf) == 1
    assert 0 < lane.missing.used <= 50_000


async def test_a_hit_asks_neither_django_nor_the_database(
    lane: PageLane, addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = [await ask(lane, address) for address in addresses.values()]
    with monkeypatch.context() as without:
        without.setattr(lane, "application", None)
        without.setattr(CursorWrapper, "execute", None)
        assert [await ask(lane, address) for address in addresses.values()] == first


async def test_retracted_words_are_gone_with_the_doorbell(
    lane: PageLane, addresses: dict[str, str], hub: Hub, blog: LiveBlog
) -> None:
    words = "The retracted words"
    post = await newsroom(make_post)(blog, words, headline=words, key=True)
    own = await newsroom(post.get_absolute_url)()
    places = [addresses["front"], addresses["blog"], addresses["updates"], own]
    for place in places:
        assert words.encode() in (await ask(lane, place)).body, place
    taken_back = await newsroom(posts.retract)(post, "It was wrong.", by=DESK)
    await eventually(lambda: hub.heads[blog.pk].seq == taken_back.version)
    for place in places:
        for encoding in ENCODINGS:
            answer = await ask(lane, place, *encoding)
            assert words.encode() not in OPENING[answer.value(b"content-encoding")](answer.body)
            assert answer.status == (410 if place == own else 200)


async def test_a_withdrawn_blog_is_gone_with_the_tick(
    lane: PageLane, addresses: dict[str, str], hub: Hub, blog: LiveBlog
) -> None:
    for address in addresses.values():
        await ask(lane, address)
    await newsroom(blogs.withdraw)(blog, by=DESK)
    await hub._look()
    assert blog.title.encode() not in (await ask(lane, addresses.pop("front"))).body
    for kind, address in addresses.items():
        assert (await ask(lane, address)).status == 404, kind


async def test_a_page_counts_down_to_its_start_and_no_longer(lane: PageLane, hub: Hub) -> None:
    start = timezone.now() + timedelta(seconds=20)
    later = await newsroom(make_blog)(slug="later", starts_at=start)
    await hub._look()
    before = await ask(lane, later.get_absolute_url())
    key = ("/live/later/", b"", b"testserver", "http")
    page = lane.shelf.get(key)
    assert 0 < page.ends_at - time.monotonic() <= 20
    with time_machine.travel(start + timedelta(seconds=1)):
        lane.shelf.drop(key)
        assert (await ask(lane, later.get_absolute_url())).body != before.body
