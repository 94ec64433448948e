"""Several server processes behind one listening socket, kept alive."""

from __future__ import annotations

import logging
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from types import FrameType

log = logging.getLogger(__name__)
LOOK_SECONDS = 0.2
BREATH_SECONDS = 1.0  # before a worker that died is started again


@dataclass
class Seat:
    """A worker's place: who works there, or from when on (`time.monotonic`) somebody shall."""

    process: subprocess.Popen[bytes] | None = None
    due: float = 0.0


class Workers:
    """Starts `count` processes with `command`, restarts those that die, ends them on SIGTERM."""

    def __init__(self, command: list[str], count: int, listener: socket.socket) -> None:
        self._command = command
        self._listener = listener
        self._stopping = False
        self._seats = [Seat() for _ in range(count)]

    def run(self) -> None:
        """Watch over the workers until told to stop; then wait for their goodbyes."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self._stopping:
            for seat in self._seats:
                self._look_at(seat)
            time.sleep(LOOK_SECONDS)
        self._end()

    def _look_at(self, seat: Seat) -> None:
        if seat.process is not None and seat.process.poll() is not None:
            log.error("a server process ended with %s, another follows", seat.process.returncode)
            seat.process, seat.due = None, time.monotonic() + BREATH_SECONDS
        if seat.process is None and time.monotonic() >= seat.due and not self._stopping:
            seat.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own command line
            [sys.executable, *self._command, "--fd", str(self._listener.fileno())],
            pass_fds=[self._listener.fileno()],
        )

    def _stop(self, number: int, frame: FrameType | None) -> None:
        """Only take note: a worker may be half started just now, and must hear of the end, too."""
        self._stopping = True

    def _end(self) -> None:
        self._listener.close()  # or clients would wait here for nobody
        working = [seat.process for seat in self._seats if seat.process is not None]
        for process in working:
            process.terminate()
        for process in working:
            process.wait()
