"""The checker: acknowledged ⊆ applied, nothing doubled, everything in order, pages as fresh."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from tests.faults.fleet import Fleet
from tests.faults.readers import Reader
from tests.faults.writers import Writer
from tests.live.page import Page, assert_same

CONVERGED_SECONDS = 12.0  # generous: two cores may be shared with other tests


async def check(fleet: Fleet, writer: Writer, seconds: float = CONVERGED_SECONDS) -> dict[str, Any]:
    """All laws for all readers, once everything has settled; returns where the blog stands."""
    head = await writer.do("head")
    assert head["numbers"] == list(range(1, head["seq"] + 1)), "numbers have gaps"
    acknowledged = [answer["seq"] for answer in writer.acknowledged]
    assert set(acknowledged) <= set(head["numbers"]), "acknowledged, and not in the database"
    await fleet.all_reach(head["seq"], seconds)
    fresh = await fleet.fresh(head["seq"])
    for reader in fleet.readers:
        assert_gapless(reader)
        assert_each_change_came_once(reader)
        assert_nothing_lost(reader, head, fresh)
    return head


def assert_gapless(reader: Reader) -> None:
    """L2: every number once, in order; starting over begins a new count."""
    known: int | None = None
    for step in reader.steps:
        if step is None:
            known = None
            continue
        begin, end = step
        assert known is None or begin == known, f"{begin} follows {known}: {reader.steps}"
        assert end > begin, f"{end} comes again: {reader.steps}"
        known = end


def assert_each_change_came_once(reader: Reader) -> None:
    """On the wire, too: no socket carries a change twice or after a later one."""
    for wire in reader.wires:
        for (epoch, seq), (next_epoch, following) in pairwise(wire):
            assert epoch != next_epoch or seq < following, f"{following} after {seq}: {wire}"


def assert_nothing_lost(reader: Reader, head: dict[str, Any], fresh: Page) -> None:
    """L1 and L3: the page equals a fresh one, and shows every public post exactly once."""
    assert_same(reader.page, fresh)
    if not reader.page.floor:
        assert len(reader.page.posts) == len(head["bodies"])
