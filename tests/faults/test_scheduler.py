"""Scheduled posts while servers die: each is public exactly once."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from tests.faults.checker import check
from tests.faults.fleet import reading
from tests.faults.places import PROJECT, python
from tests.faults.servers import Server
from tests.faults.town import Town
from tests.faults.writers import Writer
from tests.services import wait_until

pytestmark = pytest.mark.slow
SCHEDULE = """
from datetime import timedelta
from django.db import transaction
from django.utils import timezone
from liveblog.models import LiveBlog, Post
from liveblog.publishing import drafts
from liveblog.publishing.actors import Actor
from liveblog.publishing.content import PostContent
blog = LiveBlog.objects.get(slug="storm")
with transaction.atomic():
    for number in range({many}):
        drafts.compose(blog, PostContent(body=f"{word} {{number}}"), by=Actor(),
                       status="scheduled", publish_at=timezone.now() + timedelta(days=1))
# Due soon, and all at once: composing them took its time.
due = timezone.now() + timedelta(seconds={seconds})
Post.objects.filter(status="scheduled").update(publish_at=due)
print(due.isoformat())
"""


def schedule(town: Town, many: int, word: str, seconds: float = 1) -> datetime:
    code = SCHEDULE.format(many=many, word=word, seconds=seconds)
    return datetime.fromisoformat(town.command("shell", "-v0", "-c", code).splitlines()[-1])


def count(town: Town, status: str, word: str) -> int:
    found = town.rows(
        f"SELECT count(*) FROM liveblog_post WHERE status = '{status}' AND body LIKE '{word} %'"
    )
    return int(found[0][0])


@contextlib.contextmanager
def scheduler(town: Town) -> Iterator[None]:
    process = subprocess.Popen(
        python("manage", "scheduler"),
        env=town.environment,
        cwd=PROJECT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
        process.terminate()
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()


def test_a_post_goes_out_at_its_time_though_nobody_reads(town: Town, server: Server) -> None:
    due = schedule(town, 1, "Dew", seconds=2)
    wait_until(lambda: count(town, "published", "Dew") == 1, "the release", 20)
    ((at,),) = town.rows("SELECT published_at FROM liveblog_post WHERE body LIKE 'Dew %'")
    late = datetime.fromisoformat(f"{at}+00:00") - due
    assert timedelta(0) <= late <= timedelta(seconds=3)  # a tick, and slack for a busy machine


async def test_two_hundred_go_out_once_each_though_a_server_dies_among_them(
    town: Town, server: Server, writer: Writer
) -> None:
    second = town.server()
    async with reading(4, server.url, second.url) as fleet:
        before = (await writer.do("head"))["seq"]
        await asyncio.to_thread(schedule, town, 200, "Rain")
        await fleet.until(lambda: count(town, "published", "Rain") > 20, "some are out", 60)
        town.arm("before_commit")
        await fleet.until(
            lambda: not (server.is_running() and second.is_running()), "one has died", 60
        )
        died = server if not server.is_running() else second
        assert count(town, "scheduled", "Rain") > 0
        await fleet.until(lambda: count(town, "published", "Rain") == 200, "all are out", 120)
        died.launch()
        await fleet.until(died.answers, "the server is back", 60)
        head = await check(fleet, writer)
    assert head["seq"] == before + 200
    rain = [body for body in head["bodies"] if body.startswith("Rain ")]
    assert sorted(rain) == sorted(f"Rain {number}" for number in range(200))
    published = "SELECT post_id FROM liveblog_change WHERE verb = 'publish'"
    assert town.rows(f"{published} GROUP BY post_id HAVING count(*) > 1") == []


def test_a_process_of_its_own_releases_what_servers_leave_to_it(build: Callable[..., Town]) -> None:
    town = build(more={"SCHEDULER": "0"})
    town.server()
    schedule(town, 3, "Fog", seconds=0)
    with pytest.raises(TimeoutError):
        wait_until(lambda: count(town, "published", "Fog") > 0, "nothing", 3)
    with scheduler(town):
        wait_until(lambda: count(town, "published", "Fog") == 3, "the release", 30)
