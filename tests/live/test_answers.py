"""Which answers the page lane keeps, and as which bytes it gives them again."""

import gzip

import brotli
import pytest

from liveblog.live.pagelane import PageLane
from tests.live.site import BR, GZIP, LONG, Site, ask


async def test_nothing_personal_reaches_what_is_kept(lane: PageLane, site: Site) -> None:
    await ask(lane, "/live/one/", (b"cookie", b"a=b"), (b"accept-language", b"de"), BR)
    assert site.scopes[0]["headers"] == [(b"host", b"testserver")]


@pytest.mark.parametrize(
    "header",
    [
        (b"Set-Cookie", b"a=b"),
        (b"Vary", b"Cookie"),
        (b"vary", b"Accept-Language"),
        (b"Vary", b"Accept-Encoding, Cookie"),
    ],
)
async def test_personal_answers_are_not_kept(
    lane: PageLane, site: Site, header: tuple[bytes, bytes]
) -> None:
    site.more = [header]
    assert header in (await ask(lane)).headers
    await ask(lane)
    assert (site.times, len(lane.shelf)) == (2, 0)


@pytest.mark.parametrize("status", [301, 302, 403, 500])
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


async def test_an_answer_that_varies_by_encoding_is_kept(lane: PageLane, site: Site) -> None:
    site.more = [(b"Vary", b"Accept-Encoding")]
    for encoding in ((BR,), (GZIP,), ()):
        names = [name for name, _value in (await ask(lane, "/live/one/", *encoding)).headers]
        assert names.count(b"Vary") == 1
    assert site.times == 1


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
