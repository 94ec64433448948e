"""The live blog: `manage.py serve`, one process, on a private database that holds seeded blogs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.process import Server, free_port
from benchmarks.programs import folder
from benchmarks.servers.stage import Stage

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def ours(blog: str = "bench") -> Iterator[Stage]:
    """All limits as they are by default; sockets of loopback addresses are not counted."""
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(port)]
    seeded = _seeded()
    with Server("ours", command, port, **environ(), SITE_URL=site) as server:
        yield Stage(
            server,
            f"/live/{blog}/socket?epoch={seeded['epochs'][blog]}",
            f"/api/v1/blogs/{blog}/posts",
            epoch=seeded["epochs"][blog],
            tokens=seeded["tokens"],
        )


def environ() -> dict[str, str]:
    """The environment of every process that works on the benchmark's database."""
    return {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "SECRET_KEY": "only-for-benchmarks-on-this-machine-0123456789abcdef",
        "DATA_DIR": str(folder() / "data"),
        "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", ""),
        "BENCH_NOTES": str(notes()),
        "PYTHONPATH": str(ROOT),
        "DEBUG": "",
        "REQUIRE_SECOND_FACTOR": "0",  # the desk that is measured signs in with a password alone
    }


def notes() -> Path:
    """Where the server's observer writes."""
    return folder() / "notes"


def database() -> str:
    """Which database is measured."""
    return "PostgreSQL" if os.environ.get("BENCH_DATABASE_URL") else "SQLite"


def running(*words: str) -> subprocess.Popen[str]:
    """A Python module or command of the project, to talk with."""
    return subprocess.Popen(
        [sys.executable, *words],
        env={**os.environ, **environ()},
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def manage(*words: str) -> str:
    """What a Python module or command of the project prints. RuntimeError where it fails."""
    with running(*words) as process:
        said, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}")
    return said


@cache
def _seeded() -> Any:
    manage("manage.py", "migrate", "-v", "0")
    return json.loads(manage("-m", "benchmarks.seeding"))
