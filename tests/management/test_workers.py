"""The watch over several server processes; small programs stand in for the servers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from liveblog.management import workers
from liveblog.management.workers import Workers

STAYS = ["-c", "import time; time.sleep(20)"]
LEAVES = "pass"


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """The test run's own way with signals comes back; a late one ends nobody."""
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, signal.SIG_IGN) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


class Starts:
    """Stands between the watch and its processes: `leaving` of them end at once, and the end is
    asked for before or after start number `last`."""

    def __init__(self, leaving: int, last: int, moment: str) -> None:
        self.leaving, self.last, self.moment = leaving, last, moment
        self.times: list[float] = []
        self.processes: list[subprocess.Popen[bytes]] = []
        self._popen: Callable[..., subprocess.Popen[bytes]] = subprocess.Popen

    def __call__(self, command: list[str], **how: Any) -> subprocess.Popen[bytes]:
        self.times.append(time.monotonic())
        self._ask("before")
        if len(self.times) <= self.leaving:
            command = [command[0], "-c", LEAVES]
        process = self._popen(command, **how)
        self.processes.append(process)
        self._ask("after")
        return process

    def _ask(self, moment: str) -> None:
        if (len(self.times), moment) == (self.last, self.moment):
            os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("last", [1, 2, 3])
def test_a_worker_that_starts_while_the_end_is_asked_for_hears_of_it(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch, moment: str, last: int
) -> None:
    starts = Starts(leaving=1, last=last, moment=moment)
    monkeypatch.setattr(subprocess, "Popen", starts)
    begun = time.monotonic()
    Workers(STAYS, 2, listener).run()
    assert time.monotonic() - begun < 10
    assert len(starts.times) == last
    assert {process.poll() for process in starts.processes[1:]} <= {-signal.SIGTERM}
    assert listener.fileno() == -1


def test_workers_that_die_together_are_replaced_together(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts = Starts(leaving=4, last=8, moment="after")
    monkeypatch.setattr(subprocess, "Popen", starts)
    Workers(STAYS, 4, listener).run()
    pause = starts.times[-1] - starts.times[3]
    assert workers.BREATH_SECONDS <= pause < 3 * workers.BREATH_SECONDS
