"""Clocks that are wrong, and the night when an hour comes twice."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.faults.checker import check
from tests.faults.fleet import reading
from tests.faults.servers import Server
from tests.faults.writers import Writer

pytestmark = pytest.mark.slow


async def test_a_newsroom_whose_clock_is_an_hour_off_keeps_the_order(
    server: Server, writer: Writer
) -> None:
    now = datetime.now(UTC)
    async with reading(3, server.url) as fleet:
        before = (await writer.do("head"))["seq"]
        for hours in (0, 1, -1):
            clock = (now + timedelta(hours=hours)).isoformat()
            await writer.do("publish", text=f"Clock {hours:+}", clock=clock)
            await writer.do("edit", which=0, text=f"Edited {hours:+}", clock=clock)
        assert [answer["seq"] for answer in writer.acknowledged] == list(
            range(before + 1, before + 7)
        )
        await check(fleet, writer)


async def test_the_hour_that_comes_twice_is_told_in_order(server: Server, writer: Writer) -> None:
    """25 October 2026, Berlin: 02:30 in summer time, an hour later 02:30 again."""
    async with reading(3, server.url) as fleet:
        for text, at in (("Second half past two", "01:30"), ("First half past two", "00:30")):
            await writer.do("publish", text=text, at=f"2026-10-25T{at}:00+00:00")
        await check(fleet, writer)
        shown = [post.html for _id, post in fleet.readers[0].page.above("")]
        second, first = (
            next(html for html in shown if text in html) for text in ("Second half", "First half")
        )
        assert shown.index(second) < shown.index(first)
        assert time_of(first) == ("2026-10-25T02:30:00+02:00", "02:30")
        assert time_of(second) == ("2026-10-25T02:30:00+01:00", "02:30")


def time_of(html: str) -> tuple[str, str]:
    found = re.search(r'<time[^>]*datetime="([^"]+)"[^>]*>\s*([\d:]+)', html)
    assert found, html
    return found[1], found[2]
