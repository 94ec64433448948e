"""How long a kept page is the truth, and how many there is room for."""

from liveblog.live.heads import Head
from liveblog.live.hub import Hub
from liveblog.live.marks import Mark
from liveblog.live.pagelane import PageLane
from tests.live.site import BR, SECOND, Site, ask

ALL = Mark(None)


async def test_a_change_ends_it(lane: PageLane, site: Site, quiet_hub: Hub) -> None:
    await ask(lane)
    site.body, site.mark = b"two", SECOND
    quiet_hub.heard(1, "epoch", 2)
    assert (await ask(lane)).body == b"two"


async def test_another_history_ends_it(lane: PageLane, site: Site, quiet_hub: Hub) -> None:
    await ask(lane)
    quiet_hub._compare([Head(1, "one", "another", 1)])
    await ask(lane)
    assert site.times == 2


async def test_a_withdrawal_ends_it(lane: PageLane, site: Site, quiet_hub: Hub) -> None:
    await ask(lane)
    site.status, site.mark = 404, None
    quiet_hub._compare([])
    assert (await ask(lane)).status == 404


async def test_a_change_of_another_blog_leaves_it(
    lane: PageLane, site: Site, quiet_hub: Hub
) -> None:
    await ask(lane)
    quiet_hub._compare([quiet_hub.heads[1], Head(2, "two", "e", 1)])
    await ask(lane)
    assert site.times == 1


async def test_any_change_ends_the_front_page(lane: PageLane, site: Site, quiet_hub: Hub) -> None:
    site.mark = ALL
    for heads in (
        [quiet_hub.heads[1]],
        [quiet_hub.heads[1], Head(2, "two", "e", 1)],
        [quiet_hub.heads[1], Head(2, "two", "e", 2)],
        [quiet_hub.heads[1]],
    ):
        quiet_hub._compare(heads)
        await ask(lane, "/")
        await ask(lane, "/")
    assert site.times == 4


async def test_a_blog_the_hub_does_not_know_yet_is_not_kept(lane: PageLane, site: Site) -> None:
    site.mark = Mark(2, "epoch", 1)
    await ask(lane)
    assert (await ask(lane)).status == 200
    assert site.times == 2


async def test_memory_is_bounded(site: Site) -> None:
    lane = PageLane(site, room=100_000)
    for number in range(50):
        await ask(lane, f"/live/one/?before={number}", BR)
        await ask(lane)
    assert 0 < lane.shelf.used <= 100_000
    assert site.times == 51  # what is asked for all the time is never dropped


async def test_long_addresses_take_their_room(site: Site) -> None:
    lane = PageLane(site, room=1_000_000)
    for number in range(20):
        await ask(lane, f"/live/one/{'x' * 100_000}-{number}/")
    assert 0 < len(lane.shelf) < 10
