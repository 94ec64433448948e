"""A program that serves, started on its core and ended with certainty."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks import machine, programs

START_SECONDS = 60


class Server:
    """One server process: `port`, `pid`, start, kill, stop."""

    def __init__(self, name: str, command: Sequence[str], port: int, **environ: str) -> None:
        self.name = name
        self.port = port
        self.command = machine.on_server_core(command)
        self.environ = {**os.environ, **environ}
        self.log = programs.folder() / f"{name}.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process that holds the readers."""
        assert self.process
        return self.process.pid

    def start(self) -> None:
        """Start it and wait until the port answers. Raises RuntimeError with its last words."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environ,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} did not start:\n{self.last_words()}")
            time.sleep(0.02)

    def kill(self) -> None:
        """kill -9: no goodbye to anybody."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it at once; readers of a benchmark need no goodbye."""
        if self.process is not None:
            self._end(signal.SIGKILL)
            self.process = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Runs inside and stands still afterwards, until its next turn."""
        os.killpg(self.pid, signal.SIGCONT)
        try:
            yield
        finally:
            os.killpg(self.pid, signal.SIGSTOP)

    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-2000:]

    def _end(self, with_signal: signal.Signals) -> None:
        assert self.process
        if self.process.poll() is None:
            os.killpg(self.process.pid, with_signal)
        self.process.wait(timeout=10)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children_of(pid: int) -> list[int]:
    """The processes that one has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
