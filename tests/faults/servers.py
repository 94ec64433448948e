"""A server process, with its workers, that a test may kill."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.places import PROJECT, SLUG, python
from tests.services import wait_until

if TYPE_CHECKING:
    from tests.faults.town import Town


class Server:
    """`manage.py serve`, with its workers in one process group."""

    def __init__(
        self, town: Town, port: int, arguments: tuple[str, ...], more: dict[str, str]
    ) -> None:
        self.town = town
        self.port = port
        self.command = python("manage", "serve", "--port", str(port), *arguments)
        self.environment = {**town.environment, **more}
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    def start(self) -> None:
        """Start, and wait until it serves pages."""
        self.launch()
        wait_until(self.answers, f"the server at {self.port}", 60)

    def launch(self) -> None:
        with (self.town.folder / f"server-{self.port}.log").open("a") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                cwd=PROJECT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the server and its workers."""
        assert self.process
        os.killpg(self.process.pid, number)

    def kill(self) -> None:
        """End as in a power cut."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.signal(signal.SIGKILL)
            self.process.wait()

    def terminate(self) -> None:
        """Ask the server to go, as a supervisor would."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def workers(self) -> list[int]:
        """The numbers of the server's child processes."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(child) for child in children.read_text().split()]

    def rss(self) -> int:
        """Resident memory in bytes."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def log(self) -> str:
        """The end of what it said."""
        return (self.town.folder / f"server-{self.port}.log").read_text()[-2000:]

    def answers(self) -> bool:
        assert self.process
        if self.process.poll() is not None:
            raise RuntimeError(f"the server ended with {self.process.returncode}: {self.log()}")
        try:
            with urllib.request.urlopen(f"{self.url}/live/{SLUG}/", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def close(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.signal(signal.SIGCONT)
        self.kill()
