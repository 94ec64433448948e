"""A newsroom, its database and its servers: real processes that a test may kill."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.services import free_port, wait_until

PROJECT = Path(__file__).parents[2]
PROGRAMS = "tests.faults.programs"
SLUG = "storm"
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
            self.python("manage", *arguments),
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

    @staticmethod
    def python(program: str, *arguments: str) -> list[str]:
        """The command line of one of our programs."""
        return [sys.executable, "-m", f"{PROGRAMS}.{program}", *arguments]

    def rows(self, query: str) -> list[Any]:
        """What a query on the SQLite file finds, past Django."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()


class Server:
    """`manage.py serve`, with its workers in one process group."""

    def __init__(
        self, town: Town, port: int, arguments: tuple[str, ...], more: dict[str, str]
    ) -> None:
        self.town = town
        self.port = port
        self.command = town.python("manage", "serve", "--port", str(port), *arguments)
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


class Writer:
    """The newsroom: `acknowledged` is every answer to a public verb that it has given."""

    def __init__(self, town: Town) -> None:
        self.acknowledged: list[dict[str, Any]] = []
        self._asking = asyncio.Lock()
        with (town.folder / "writer.log").open("a") as log:
            self._process = subprocess.Popen(
                town.python("write"),
                env=town.environment,
                cwd=PROJECT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self._listen()

    async def do(self, verb: str, **order: Any) -> dict[str, Any]:
        """Have a verb done, without holding up the test's loop."""
        async with self._asking:
            return await asyncio.to_thread(self.say, verb, **order)

    def say(self, verb: str, **order: Any) -> dict[str, Any]:
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"verb": verb, **order}) + "\n")
        self._process.stdin.flush()
        answer = self._listen()
        self.acknowledged += [one for one in _each(answer) if "seq" in one and verb != "head"]
        return answer

    def _listen(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the writer has died"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


def _each(answer: dict[str, Any]) -> list[dict[str, Any]]:
    if "all" not in answer:
        return [answer]
    return [one for part in answer["all"] for one in _each(part)]


def copy_of(template: Town, folder: Path) -> str:
    """A database address: the template's SQLite file, copied."""
    target = folder / "town.sqlite3"
    shutil.copy(template.database, target)
    return f"sqlite:///{target}"
