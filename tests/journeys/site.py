"""The product's server as a process that a test can kill."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from tests.services import Service, free_port

PROJECT = Path(__file__).parents[2]
COLLECTED = PROJECT / "var" / "journeys"  # static files, kept while their sources stay the same
COLLECT = "from liveblog.management.collecting import collect_static; collect_static()"


class Site:
    """`manage.py serve` on the test's database; nothing is shared but that and the pictures."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            # As in production: a page waits for one script and one sheet, not for a hundred.
            "DEBUG": "",
            "SECRET_KEY": "only-for-journeys-on-this-machine-0123456789abcdefghi",
            "COMPRESS_STATIC": "0",
            "REQUIRE_SECOND_FACTOR": "0",
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url(),
            "MEDIA_ROOT": str(settings.MEDIA_ROOT),
            "SITE_URL": self.url,
        }
        (folder / "static").symlink_to(COLLECTED / "static")
        self.service = Service(
            url=self.url,
            port=port,
            command=[sys.executable, "manage.py", "serve", "--port", str(port)],
            ready=self._is_ready,
            stop_signal=signal.SIGTERM,
            identity={"cwd": PROJECT, "env": self.environment},
        )

    def collect(self) -> None:
        """Join and hash the static files: once for all workers of a run, that takes a while."""
        COLLECTED.mkdir(parents=True, exist_ok=True)
        with (COLLECTED / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            command = [sys.executable, "manage.py", "shell", "-v0", "-c", COLLECT]
            environment = {**self.environment, "DATA_DIR": str(COLLECTED)}
            subprocess.run(command, cwd=PROJECT, env=environment, check=True)

    def ensure(self) -> None:
        """Have the server running."""
        process = self.service.process
        if process is None or process.poll() is not None:
            self.service.start()

    def kill(self) -> None:
        """End the server as a power cut would."""
        assert self.service.process
        self.service.process.kill()
        self.service.process.wait()

    def restart(self) -> None:
        """Start the server again at the same address."""
        self.service.start()

    def stop(self) -> None:
        if self.service.process and self.service.process.poll() is None:
            self.service.stop()

    def shell(self, code: str) -> subprocess.Popen[str]:
        """`manage.py shell` in another process, running `code`."""
        command = [sys.executable, "manage.py", "shell", "-c", code]
        return subprocess.Popen(
            command, cwd=PROJECT, env=self.environment, stdout=subprocess.PIPE, text=True
        )

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(self.url, timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


def database_url() -> str:
    """The address of the test run's own database."""
    database: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    user, host, port = database["USER"], database["HOST"], database["PORT"]
    return f"postgres://{user}@{host}:{port}/{database['NAME']}"
