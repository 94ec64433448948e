"""The checker: acknowledged ⊆ applied, nothing doubled, everything in order, pages as fresh."""

from __future__ import annotations

from typing import Any

from tests.faults.fleet import Fleet, assert_gapless, assert_nothing_lost
from tests.faults.town import Writer

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
        assert_nothing_lost(reader, head, fresh)
    return head
