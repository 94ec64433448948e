"""kill -9 under readers: how soon all are back and know what happened meanwhile.

The server dies, a command in another process publishes an update, and the server is started
again. Readers try to come back after a random 0 to 4 seconds, again and again. The page itself
waits longer each time that it fails (full jitter, 1 s doubling to 30 s), which spares the server
and makes the last ones late: that is shown beside.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks import heads
from benchmarks.readers import readers
from benchmarks.results import Figure, Target
from benchmarks.scale import Scale
from benchmarks.servers import ours
from benchmarks.servers.stage import Stage

TITLE = "Storm: kill -9, restart, everybody returns"
HEADS = "SELECT " + ", ".join(
    f'"liveblog_liveblog"."{column}" AS "{name}"'
    for name, column in (("pk", "id"), ("slug", "slug"), ("epoch", "epoch"), ("seq", "seq"))
)
SCHEDULE = '"liveblog_post"."publish_at" <='
SPREAD = 4.0  # seconds
LONGEST = 60.0  # seconds to wait for the last one


@dataclass
class Moments:
    """In nanoseconds; `stamp` is the update that everybody missed."""

    killed: int
    restarting: int
    listening: int
    stamp: int


def run(scale: Scale) -> Iterator[Figure]:
    with ours.ours() as stage:
        moments, last, reads = _storm(stage, scale, back=SPREAD)
    with ours.ours() as stage:
        as_pages, last_page, _reads = _storm(stage, scale, back=1, doubling=1)
    name = f"{scale.many:,} readers back and caught up after the restart"
    yield Figure(name, (last - moments.restarting) / 1e9, "s", Target(8))
    yield Figure("database reads for all of them (the tick's aside)", reads, "", Target(5))
    listening = (moments.listening - moments.restarting) / 1e9
    yield Figure("of these seconds, until the server listens", listening, "s")
    page = (last_page - as_pages.restarting) / 1e9
    yield Figure("the same readers with the page's own patience", page, "s")
    down = (moments.restarting - moments.killed) / 1e9
    yield Figure("before, the server was down for", down, "s")


def _storm(stage: Stage, scale: Scale, **patience: float) -> tuple[Moments, int, int]:
    """Also the moment when the last one knew of the update, and the reads until then."""
    with readers(stage, scale.many, **patience) as held:
        time.sleep(1)
        moments = _kill_and_restart(stage)
        held.wait_for(scale.many, LONGEST)
        reads = len([sql for sql in heads.queries() if _is_for_readers(sql)])
        held.stop()
    caught_up = [receipt.at for receipt in held.receipts if receipt.stamp == moments.stamp]
    if len(caught_up) != scale.many:
        raise RuntimeError(f"{len(caught_up)} of {scale.many} caught up: {held.counted}")
    return moments, max(caught_up), reads


def _kill_and_restart(stage: Stage) -> Moments:
    with ours.running("-m", "benchmarks.writing") as writer:
        assert writer.stdout and writer.stdin
        writer.stdout.readline()
        stage.server.kill()
        killed = time.time_ns()
        stamp = int(writer.communicate("now\n")[0])
    heads.forget_notes()
    restarting = time.time_ns()
    stage.server.start()
    return Moments(killed, restarting, time.time_ns(), stamp)


def _is_for_readers(sql: str) -> bool:
    """Not the start's own questions, nor heads and schedule, which are read each second anyway."""
    return "liveblog_" in sql and not sql.startswith(HEADS) and SCHEDULE not in sql
