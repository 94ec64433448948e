"""Many who ask the page lane for one page at the same time."""

import asyncio
from unittest.mock import Mock

import pytest

from liveblog.live import pagelane
from liveblog.live.pagelane import PageLane
from tests.live.site import BR, LONG, Site, ask


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


async def test_a_page_is_packed_once(lane: PageLane, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = Mock(side_effect=pagelane.Variant.of)
    monkeypatch.setattr(pagelane.Variant, "of", pack)
    await asyncio.gather(*(ask(lane, "/live/one/", BR) for _ in range(20)))
    await ask(lane, "/live/one/", BR)
    assert pack.call_count == 1
