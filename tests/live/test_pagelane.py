"""When the page lane makes a page, keeps it and renews it. Without Django behind it."""

import asyncio
import time

import pytest

from liveblog.live import pagelane
from liveblog.live.heads import Head
from liveblog.live.hub import Hub
from liveblog.live.marks import Mark
from liveblog.live.pagelane import PageLane
from tests.live.site import LONG, SECOND, Site, ask


async def test_a_page_is_made_once(lane: PageLane, site: Site) -> None:
    answers = [await ask(lane) for _ in range(3)]
    assert site.times == 1
    assert {answer.body for answer in answers} == {LONG}


async def test_a_page_ahead_of_the_hub_tells_it(lane: PageLane, site: Site, quiet_hub: Hub) -> None:
    site.mark = SECOND
    await ask(lane)
    await ask(lane)
    assert (quiet_hub.heads[1].seq, site.times) == (2, 1)


async def test_a_page_overtaken_while_it_is_made_serves_nobody(
    lane: PageLane, site: Site, quiet_hub: Hub
) -> None:
    site.open.clear()
    early = asyncio.create_task(ask(lane))
    await asyncio.sleep(0.01)
    quiet_hub.heard(1, "epoch", 2)
    site.body, site.mark = b"without the retracted words", SECOND
    late = asyncio.create_task(ask(lane))
    await asyncio.sleep(0.01)
    site.open.set()
    assert {(await early).body, (await late).body} == {b"without the retracted words"}
    assert site.times == 2


async def test_changes_without_end_keep_nobody_waiting(
    lane: PageLane, site: Site, quiet_hub: Hub
) -> None:
    async def restless(scope: dict, receive: object, send: object) -> None:
        await site(scope, receive, send)
        quiet_hub.heard(1, "epoch", quiet_hub.heads[1].seq + 1)

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
