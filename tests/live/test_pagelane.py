"""What the page lane keeps, for how long, and whom it lets wait. Without Django behind it."""

import asyncio
import gzip
import time
from unittest.mock import Mock

import brotli
import pytest

from liveblog.live import pagelane
from liveblog.live.hub import Hub
from liveblog.live.marks import Mark
from liveblog.live.pagelane import PageLane
from liveblog.live.topics import Head
from tests.live.site import LONG, Site, ask

BR = (b"accept-encoding", b"gzip, deflate, br, zstd")
GZIP = (b"accept-encoding", b"gzip")
FIRST = Mark(1, "epoch", 1)
SECOND = Mark(1, "epoch", 2)
ALL = Mark(None)


@pytest.fixture
async def hub(monkeypatch: pytest.MonkeyPatch) -> Hub:
    """Knows one blog, at change 1; nobody ticks."""
    hub = Hub()
    hub.heads[1] = Head(1, "one", "epoch", 1)
    monkeypatch.setattr(pagelane, "ready_hub", lambda: hub)
    return hub


@pytest.fixture
async def site(hub: Hub) -> Site:
    return Site(mark=FIRST)


@pytest.fixture
async def lane(site: Site) -> PageLane:
    return PageLane(site)


async def test_a_page_is_made_once(lane: PageLane, site: Site) -> None:
    answers = [await ask(lane) for _ in range(3)]
    assert site.times == 1
    assert {answer.body for answer in answers} == {LONG}


async def test_a_change_ends_it(lane: PageLane, site: Site, hub: Hub) -> None:
    await ask(lane)
    site.body, site.mark = b"two", SECOND
    hub.heard(1, "epoch", 2)
    assert (await ask(lane)).body == b"two"


async def test_another_history_ends_it(lane: PageLane, site: Site, hub: Hub) -> None:
    await ask(lane)
    hub.heard(1, "another", 1)
    await ask(lane)
    assert site.times == 2


async def test_a_withdrawal_ends_it(lane: PageLane, site: Site, hub: Hub) -> None:
    await ask(lane)
    site.status, site.mark = 404, None
    hub._compare([])
    assert (await ask(lane)).status == 404


async def test_a_change_of_another_blog_leaves_it(lane: PageLane, site: Site, hub: Hub) -> None:
    await ask(lane)
    hub._compare([hub.heads[1], Head(2, "two", "e", 1)])
    await ask(lane)
    assert site.times == 1


async def test_any_change_ends_the_front_page(lane: PageLane, site: Site, hub: Hub) -> None:
    site.mark = ALL
    for heads in (
        [hub.heads[1]],
        [hub.heads[1], Head(2, "two", "e", 1)],
        [hub.heads[1], Head(2, "two", "e", 2)],
        [hub.heads[1]],
    ):
        hub._compare(heads)
        await ask(lane, "/")
        await ask(lane, "/")
    assert site.times == 4


async def test_a_page_ahead_of_the_hub_tells_it(lane: PageLane, site: Site, hub: Hub) -> None:
    site.mark = SECOND
    await ask(lane)
    await ask(lane)
    assert (hub.heads[1].seq, site.times) == (2, 1)


async def test_a_blog_the_hub_does_not_know_yet_is_not_kept(lane: PageLane, site: Site) -> None:
    site.mark = Mark(2, "epoch", 1)
    await ask(lane)
    assert (await ask(lane)).status == 200
    assert site.times == 2


async def test_each_query_is_a_page(lane: PageLane, site: Site) -> None:
    for address in ("/live/one/", "/live/one/?order=oldest", "/live/one/", "/live/two/"):
        await ask(lane, address)
    assert site.times == 3


async def test_tracking_numbers_do_not_make_pages(lane: PageLane, site: Site) -> None:
    for number in range(5):
        await ask(lane, f"/live/one/?order=oldest&fbclid=abc{number}&utm_source=newsletter")
    assert [scope["query_string"] for scope in site.scopes] == [b"order=oldest"]


@pytest.mark.parametrize("query", ["before=" + "1" * 200, "x=%00", "q=a b", "x=" + "&" * 3000])
async def test_odd_queries_are_not_kept(lane: PageLane, site: Site, query: str) -> None:
    await ask(lane, f"/live/one/?{query}")
    await ask(lane, f"/live/one/?{query}")
    assert (site.times, len(lane.shelf)) == (2, 0)
    assert site.scopes[0]["query_string"] == query.encode()


@pytest.mark.parametrize(
    "header",
    [
        (b"authorization", b"Bearer x"),
        (b"if-match", b'"1"'),
        (b"if-unmodified-since", b"Wed, 21 Oct 2015 07:28:00 GMT"),
        (b"content-length", b"3"),
        (b"host", b"another"),
    ],
)
async def test_who_wants_more_gets_it_from_django(
    lane: PageLane, site: Site, header: tuple[bytes, bytes]
) -> None:
    await ask(lane)
    await ask(lane, "/live/one/", header)
    assert header in site.scopes[1]["headers"]


@pytest.mark.parametrize("path", ["/newsroom/", "/media/a.webp", "/api/v1/blogs", "/articles/a/"])
async def test_other_paths_never_come_here(lane: PageLane, site: Site, path: str) -> None:
    cookie = (b"cookie", b"sessionid=1")
    await ask(lane, path, cookie)
    await ask(lane, path, cookie)
    assert [cookie in scope["headers"] for scope in site.scopes] == [True, True]


async def test_only_reading_is_answered(lane: PageLane, site: Site) -> None:
    await ask(lane)
    await ask(lane, method="POST")
    assert site.scopes[1]["method"] == "POST"


async def test_nothing_personal_reaches_what_is_kept(lane: PageLane, site: Site) -> None:
    await ask(lane, "/live/one/", (b"cookie", b"a=b"), (b"accept-language", b"de"), BR)
    assert site.scopes[0]["headers"] == [(b"host", b"testserver")]


@pytest.mark.parametrize(
    "header", [(b"Set-Cookie", b"a=b"), (b"Vary", b"Cookie"), (b"vary", b"Accept-Language")]
)
async def test_personal_answers_are_not_kept(
    lane: PageLane, site: Site, header: tuple[bytes, bytes]
) -> None:
    site.more = [header]
    assert header in (await ask(lane)).headers
    await ask(lane)
    assert (site.times, len(lane.shelf)) == (2, 0)


@pytest.mark.parametrize("status", [301, 302, 404, 500])
async def test_other_answers_are_not_kept(lane: PageLane, site: Site, status: int) -> None:
    site.status = status
    assert (await ask(lane)).status == status
    await ask(lane)
    assert site.times == 2


async def test_an_answer_without_a_mark_passes_untouched(site: Site, lane: PageLane) -> None:
    site.mark = None
    alone = await ask(site)
    assert await ask(lane, "/live/one/", BR) == alone


async def test_tombstones_are_kept(lane: PageLane, site: Site) -> None:
    site.status = 410
    tag = (await ask(lane)).value(b"etag")
    assert (await ask(lane, "/live/one/", (b"if-none-match", tag))).status == 410
    assert site.times == 1


async def test_hosts_and_schemes_are_told_apart(lane: PageLane, site: Site) -> None:
    scopes = [("a", "http"), ("a", "https"), ("b", "http"), ("a", "http")]
    for host, scheme in scopes:
        await _ask_as(lane, host, scheme)
    assert site.times == 3


async def _ask_as(lane: PageLane, host: str, scheme: str) -> None:
    async def as_them(scope: dict, receive: object, send: object) -> None:
        headers = [(b"host", host.encode())]
        await lane({**scope, "headers": headers, "scheme": scheme}, receive, send)

    await ask(as_them)


async def test_brotli_and_gzip_hold_the_same_page(lane: PageLane, site: Site) -> None:
    assert brotli.decompress((await ask(lane, "/live/one/", BR)).body) == LONG
    assert gzip.decompress((await ask(lane, "/live/one/", GZIP)).body) == LONG
    assert (await ask(lane)).body == LONG
    assert site.times == 1


async def test_encoded_answers_say_so(lane: PageLane) -> None:
    plain, packed = await ask(lane), await ask(lane, "/live/one/", BR)
    assert packed.value(b"content-encoding") == b"br"
    assert packed.value(b"content-length") == b"%d" % len(packed.body)
    assert packed.value(b"etag") == b"W/" + plain.value(b"etag")
    assert packed.value(b"vary") == plain.value(b"vary") == b"Accept-Encoding"
    assert plain.value(b"content-encoding") == b""


async def test_a_page_is_packed_once(lane: PageLane, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = Mock(side_effect=pagelane.Variant.of)
    monkeypatch.setattr(pagelane.Variant, "of", pack)
    await asyncio.gather(*(ask(lane, "/live/one/", BR) for _ in range(20)))
    await ask(lane, "/live/one/", BR)
    assert pack.call_count == 1


async def test_small_answers_stay_plain(lane: PageLane, site: Site) -> None:
    site.body = b"short"
    assert (await ask(lane, "/live/one/", BR)).value(b"content-encoding") == b""


@pytest.mark.parametrize("encoding", [(), (BR,), (GZIP,)])
async def test_who_has_the_page_gets_no_body(lane: PageLane, encoding: tuple) -> None:
    tag = (await ask(lane, "/live/one/", *encoding)).value(b"etag")
    for known in (tag, b"W/" + tag.removeprefix(b"W/"), b'"x", ' + tag, b"*"):
        again = await ask(lane, "/live/one/", *encoding, (b"if-none-match", known))
        assert (again.status, again.body, again.value(b"etag")) == (304, b"", tag)
        assert again.value(b"content-length") == b""


async def test_who_has_another_page_gets_this_one(lane: PageLane) -> None:
    tag = (await ask(lane)).value(b"etag")
    for known in (b'"other"', b'"x' + tag[1:], tag.strip(b'"'), b""):
        assert (await ask(lane, "/live/one/", (b"if-none-match", known))).status == 200


async def test_head_has_the_same_headers_and_no_body(lane: PageLane) -> None:
    full, head = await ask(lane), await ask(lane, method="HEAD")
    assert (head.headers, head.body) == (full.headers, b"")


async def test_a_storm_asks_once(lane: PageLane, site: Site) -> None:
    site.open.clear()
    storm = [asyncio.create_task(ask(lane, "/live/one/", BR)) for _ in range(200)]
    await asyncio.sleep(0.01)
    site.open.set()
    assert {(await task).status for task in storm} == {200}
    assert site.times == 1


async def test_the_first_may_go_without_the_others(lane: PageLane, site: Site) -> None:
    site.open.clear()
    first, second = (asyncio.create_task(ask(lane)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    site.open.set()
    assert (await second).body == LONG
    assert (first.cancelled(), site.times) == (True, 1)


async def test_when_the_first_fails_the_others_go_alone(lane: PageLane, site: Site) -> None:
    site.open.clear()
    site.failure = RuntimeError("broken")
    tasks = [asyncio.create_task(ask(lane)) for _ in range(5)]
    await asyncio.sleep(0.01)
    assert site.times == 1
    site.open.set()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [RuntimeError] * 5
    assert site.times == 5


async def test_what_is_not_kept_is_answered_to_each(lane: PageLane, site: Site) -> None:
    site.open.clear()
    site.mark = None
    tasks = [asyncio.create_task(ask(lane)) for _ in range(5)]
    await asyncio.sleep(0.01)
    site.open.set()
    assert [answer.body for answer in await asyncio.gather(*tasks)] == [LONG] * 5
    assert site.times == 5


async def test_a_page_overtaken_while_it_is_made_serves_nobody(
    lane: PageLane, site: Site, hub: Hub
) -> None:
    site.open.clear()
    early = asyncio.create_task(ask(lane))
    await asyncio.sleep(0.01)
    hub.heard(1, "epoch", 2)
    site.body, site.mark = b"without the retracted words", SECOND
    late = asyncio.create_task(ask(lane))
    await asyncio.sleep(0.01)
    site.open.set()
    assert {(await early).body, (await late).body} == {b"without the retracted words"}
    assert site.times == 2


async def test_changes_without_end_keep_nobody_waiting(
    lane: PageLane, site: Site, hub: Hub
) -> None:
    async def restless(scope: dict, receive: object, send: object) -> None:
        await site(scope, receive, send)
        hub.heard(1, "epoch", hub.heads[1].seq + 1)

    assert (await ask(PageLane(restless))).status == 200
    assert site.times == pagelane.TRIES + 1


async def test_no_page_outlives_its_time(site: Site) -> None:
    lane = PageLane(site, seconds=0.05)
    await ask(lane)
    await asyncio.sleep(0.06)
    await ask(lane)
    assert site.times == 2


async def test_a_page_ends_when_its_event_begins(lane: PageLane, site: Site) -> None:
    site.mark = Mark(1, "epoch", 1, until=time.time() + 0.05)
    await ask(lane)
    await ask(lane)
    assert site.times == 1
    await asyncio.sleep(0.06)
    await ask(lane)
    assert site.times == 2


async def test_an_old_page_is_renewed_while_it_serves(
    lane: PageLane, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagelane, "LANE_RENEW_SECONDS", 0.02)
    await ask(lane)
    await asyncio.sleep(0.03)
    site.body = b"another author's name"
    assert (await ask(lane)).body == LONG
    await asyncio.sleep(0.01)
    assert (await ask(lane)).body == b"another author's name"
    assert site.times == 2


async def test_a_page_serves_on_when_its_renewal_fails(
    lane: PageLane,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(pagelane, "LANE_RENEW_SECONDS", 0.0)
    await ask(lane)
    site.failure = RuntimeError("the database is away")
    for _ in range(3):
        assert (await ask(lane)).status == 200
        await asyncio.sleep(0.01)
    assert "could not be renewed" in caplog.text


async def test_memory_is_bounded(site: Site) -> None:
    lane = PageLane(site, room=100_000)
    for number in range(50):
        await ask(lane, f"/live/one/?before={number}", BR)
        await ask(lane)
    assert 0 < lane.shelf.used <= 100_000
    assert site.times == 51  # what is asked for all the time is never dropped


async def test_before_the_hub_knows_django_answers(
    lane: PageLane, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagelane, "ready_hub", lambda: None)
    await ask(lane)
    await ask(lane)
    assert site.times == 2


async def test_another_hub_starts_over(
    lane: PageLane, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask(lane)
    fresh = Hub()
    fresh.heads[1] = Head(1, "one", "epoch", 1)
    monkeypatch.setattr(pagelane, "ready_hub", lambda: fresh)
    await ask(lane)
    assert site.times == 2
