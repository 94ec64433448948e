"""A newsroom, its database and its servers: real processes that a test may kill."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.places import PROJECT, python
from tests.faults.servers import Server
from tests.faults.writers import Writer
from tests.services import free_port

FREE_OF = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "DATA_DIR", "MEDIA_ROOT")


@dataclass
class Town:
    """One database, and whoever works on it. `limits` are changed in all its processes."""

    folder: Path
    database_url: str
    redis_url: str = ""
    limits: dict[str, float] = field(default_factory=dict)
    token: str = ""
    more: dict[str, str] = field(default_factory=dict)
    running: list[Server | Writer] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in FREE_OF}
        return {
            **kept,
            "PYTHONPATH": str(PROJECT),
            "PYTHONWARNINGS": "ignore",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DEBUG": "1",
            "DATA_DIR": str(self.folder),
            "MEDIA_ROOT": str(self.folder / "media"),
            "SITE_URL": "http://127.0.0.1",
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "FAULTS_FOLDER": str(self.folder),
            "FAULTS_LIMITS": json.dumps(self.limits),
            **self.more,
        }

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return Path(self.database_url.removeprefix("sqlite:///"))

    def server(self, *arguments: str, **more: str) -> Server:
        """A server, started; `more` is its own environment."""
        server = Server(self, free_port(), arguments, more)
        self.running.append(server)
        server.start()
        return server

    def writer(self) -> Writer:
        """A newsroom in a process of its own."""
        writer = Writer(self)
        self.running.append(writer)
        return writer

    def command(self, *arguments: str) -> str:
        """What `manage.py` says to these arguments."""
        return subprocess.run(
            python("manage", *arguments),
            env=self.environment,
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    def arm(self, point: str) -> None:
        """Have the next process that comes to this point die there."""
        (self.folder / point).touch()

    def disarm(self, point: str) -> None:
        (self.folder / point).unlink(missing_ok=True)

    def doorbells(self, fate: str) -> None:
        """What becomes of rings from now on: "drop", "swap", "double" or ""."""
        (self.folder / "doorbells").write_text(fate)

    def close(self) -> None:
        for process in self.running:
            process.close()

    def rows(self, query: str) -> list[Any]:
        """What a query on the SQLite file finds, past Django."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()


def copy_of(template: Town, folder: Path) -> str:
    """A database address: the template's SQLite file, copied."""
    target = folder / "town.sqlite3"
    shutil.copy(template.database, target)
    return f"sqlite:///{target}"
