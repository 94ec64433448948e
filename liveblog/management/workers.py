"""Several server processes behind one listening socket, kept alive."""

from __future__ import annotations

import logging
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

log = logging.getLogger(__name__)
LOOK_SECONDS = 0.2
BREATH_SECONDS = 1.0  # before a worker that died at once is started again


class Workers:
    """Starts `count` processes with `command`, restarts those that die, ends them on SIGTERM."""

    def __init__(self, command: list[str], count: int, listener: socket.socket) -> None:
        self._command = command
        self._listener = listener
        self._stopping = False
        self._running = [self._start() for _ in range(count)]

    def run(self) -> None:
        """Watch over the workers until told to stop; then wait for their goodbyes."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self._stopping:
            time.sleep(LOOK_SECONDS)
            self._running = [self._replace_dead(worker) for worker in self._running]
        for worker in self._running:
            worker.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own command line
            [sys.executable, *self._command, "--fd", str(self._listener.fileno())],
            pass_fds=[self._listener.fileno()],
        )

    def _replace_dead(self, worker: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
        if worker.poll() is None or self._stopping:
            return worker
        log.error("a server process ended with %s and is started again", worker.returncode)
        time.sleep(BREATH_SECONDS)
        return worker if self._stopping else self._start()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True
        self._listener.close()  # or clients would wait here for nobody
        for worker in self._running:
            worker.send_signal(signal.SIGTERM)
