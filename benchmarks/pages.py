"""Pages per second on one core: ours beside an empty Django view and a bare ASGI answer."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks import heads, programs
from benchmarks.publisher import Publisher
from benchmarks.results import Figure, Target
from benchmarks.scale import Scale
from benchmarks.servers import ours, stock
from benchmarks.servers.stage import Stage

TITLE = "Pages per second on one core, 32 connections"
CONNECTIONS = 32
PAGE = "the page of a 1,000-post blog"
UPDATES = "updates?since="
UPDATES_MISSED = 3


def run(scale: Scale) -> Iterator[Figure]:
    with ours.ours("large") as stage:
        updates = (
            f"/live/large/updates?since={heads.seq_of(stage, 'large') - 3}&epoch={stage.epoch}"
        )
        small = _ask(stage, "/live/small/", scale)
        own = {PAGE: _ask(stage, "/live/large/", scale), UPDATES: _ask(stage, updates, scale)}
        with _a_post_every_second(stage):
            busy = _ask(stage, "/live/large/", scale)
    with stock.empty_django() as stage:
        empty = _ask(stage, "/", scale)["per_second"]
    yield Figure(f"{PAGE}, a post published each second: p99", busy["p99_ms"], "ms", Target(50))
    ratio = own[PAGE]["per_second"] / small["per_second"]
    yield Figure(f"{PAGE} ÷ of a 5-post blog", ratio, "×", Target(0.9, at_least=True))
    for name, answer in own.items():
        yield from _beside(name, answer, empty, scale)
    yield Figure("an empty Django async view", empty, "/s")
    yield Figure("the page of a 5-post blog", small["per_second"], "/s")
    yield Figure("the same, a post published each second", busy["per_second"], "/s")


def _beside(name: str, answer: Any, empty: float, scale: Scale) -> Iterator[Figure]:
    with stock.bare_asgi(answer["body"]) as stage:
        bare = _ask(stage, "/", scale)["per_second"]
    own = answer["per_second"]
    yield Figure(f"{name} ÷ an empty Django view", own / empty, "×", Target(10, at_least=True))
    yield Figure(f"{name} ÷ a bare ASGI answer", own / bare, "×", Target(0.35, at_least=True))
    yield Figure(name, own, "/s")
    yield Figure(f"{name}: p99", answer["p99_ms"], "ms")
    yield Figure(f"{name}: on the wire", answer["body"], "B")
    yield Figure(f"a bare ASGI answer as large as {name}", bare, "/s")


def _ask(stage: Stage, path: str, scale: Scale) -> Any:
    """What `c/requests.c` counted. RuntimeError where an answer was not 200."""
    command = [programs.program("requests"), "--port", str(stage.server.port), "--path", path]
    command += ["--host", stage.host, "--connections", str(CONNECTIONS)]
    _counted([*command, "--seconds", "0.5"])
    counted = _counted([*command, "--seconds", str(scale.seconds)])
    if counted["wrong"]:
        raise RuntimeError(f"{stage.server.name}{path}: {counted['wrong']} answers were not 200")
    return counted


def _counted(command: list[str]) -> Any:
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


@contextmanager
def _a_post_every_second(stage: Stage) -> Iterator[None]:
    """RuntimeError at the end where a post was refused."""
    over = threading.Event()
    refusals: list[Exception] = []

    def publish() -> None:
        publisher = Publisher(stage)
        try:
            while not over.wait(1.0):
                publisher.post()
        except Exception as refusal:  # told to the benchmark, which must not go on
            refusals.append(refusal)

    thread = threading.Thread(target=publish)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
    if refusals:
        raise refusals[0]
