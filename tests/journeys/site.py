"""The product's server as a process that a test can kill."""

from __future__ import annotations

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


class Site:
    """`manage.py serve` on the test's database; nothing is shared but that and the pictures."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DEBUG": "1",
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url(),
            "MEDIA_ROOT": str(settings.MEDIA_ROOT),
            "SITE_URL": self.url,
        }
        self.service = Service(
            url=self.url,
            port=port,
            command=[sys.executable, "manage.py", "serve", "--port", str(port)],
            ready=self._is_ready,
            stop_signal=signal.SIGTERM,
            identity={"cwd": PROJECT, "env": self.environment},
        )

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
