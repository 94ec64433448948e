"""Which requests the page lane answers, and which of them ask for the same page."""

import pytest

from liveblog.limits import LANE_QUERY_BYTES
from liveblog.live import questions
from liveblog.live.pagelane import PageLane
from tests.live.site import Site, ask


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


def test_only_short_queries_are_remembered() -> None:
    before = questions._remembered.cache_info().currsize
    for number in range(5):
        query = b"order=oldest&utm_x=%d" % number
        assert questions.plain(query.ljust(LANE_QUERY_BYTES + 1, b"0")) == b"order=oldest"
    assert questions._remembered.cache_info().currsize == before
    assert questions.plain(query.ljust(LANE_QUERY_BYTES, b"0")) == b"order=oldest"
    assert questions._remembered.cache_info().currsize == before + 1


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


@pytest.mark.parametrize(
    "path", ["/newsroom/", "/media/a.webp", "/api/v1/blogs", "/articles/a/", "/embed/"]
)
async def test_other_paths_never_come_here(lane: PageLane, site: Site, path: str) -> None:
    cookie = (b"cookie", b"sessionid=1")
    await ask(lane, path, cookie)
    await ask(lane, path, cookie)
    assert [cookie in scope["headers"] for scope in site.scopes] == [True, True]


async def test_only_reading_is_answered(lane: PageLane, site: Site) -> None:
    await ask(lane)
    await ask(lane, method="POST")
    assert site.scopes[1]["method"] == "POST"
