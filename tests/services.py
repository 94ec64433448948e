"""Private servers for tests: a PostgreSQL and a Redis that nobody else uses, gone afterwards."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

START_SECONDS = 30


def nothing_may_be_skipped() -> bool:
    """Whether a missing program is a failure."""
    return os.environ.get("CI", "").lower() in ("1", "true")


def chromium() -> str | None:
    """The path of Debian's browser."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def redis_program() -> str | None:
    """The path of Redis or Valkey."""
    return shutil.which("redis-server") or shutil.which("valkey-server")


def nginx_program() -> str | None:
    """The path of nginx."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def postgres_programs() -> Path | None:
    """The folder with initdb and postgres, of the newest version installed."""
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(folders, key=lambda found: float(found.parts[-3]), default=None)
    if newest:
        return newest.parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(ready: Callable[[], bool], what: str, seconds: float = START_SECONDS) -> None:
    """Return once `ready()`; TimeoutError naming `what` after `seconds`."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not get ready within {seconds} s")
        time.sleep(0.05)


@dataclass
class Service:
    """A server process at an address; faults stop, pause and start it again on the same port."""

    url: str
    port: int
    command: Sequence[str]
    ready: Callable[[], bool]
    stop_signal: signal.Signals
    identity: dict[str, Any] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process and wait until it answers."""
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self.identity,
        )
        wait_until(self._answers, self.command[0])

    def stop(self) -> None:
        """End the process; nothing happens when it has ended already."""
        if self.process is None:
            return
        self.resume()
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def pause(self) -> None:
        """Freeze the process: connections stay open and nothing answers."""
        assert self.process
        self.process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let a frozen process go on."""
        assert self.process
        self.process.send_signal(signal.SIGCONT)

    def _answers(self) -> bool:
        assert self.process
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.command[0]} ended with {self.process.returncode}")
        return self.ready()


@contextmanager
def redis_server() -> Iterator[Service]:
    """A Redis without persistence; `url` is its REDIS_URL."""
    port = free_port()
    with _folder() as folder:
        service = Service(
            url=f"redis://127.0.0.1:{port}/0",
            port=port,
            command=[
                str(redis_program()),
                *("--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)),
                *("--save", "", "--appendonly", "no"),
            ],
            ready=lambda: _says_pong(port),
            stop_signal=signal.SIGKILL,
        )
        with _running(service):
            yield service


def tell_redis(service: Service, *command: str) -> None:
    """Send a private Redis a command of words without spaces."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=5) as connection:
        connection.sendall((" ".join(command) + "\r\n").encode())
        said = connection.recv(1024)
    if said.startswith(b"-"):
        raise RuntimeError(said.decode())


@contextmanager
def postgres() -> Iterator[Service]:
    """An empty PostgreSQL that trusts this machine; `url` is its DATABASE_URL."""
    programs = postgres_programs()
    assert programs, "PostgreSQL is not installed"
    port, identity = free_port(), _postgres_identity()
    with _folder() as folder:
        data = folder / "data"
        if identity:
            shutil.chown(folder, identity["user"], identity["group"])
        _quietly(
            [
                str(programs / "initdb"),
                *("-D", str(data), "-U", "liveblog", "--auth=trust", "--no-sync"),
                *("--encoding=UTF8", "--locale=C.UTF-8"),
            ],
            identity,
        )
        service = Service(
            url=f"postgres://liveblog@127.0.0.1:{port}/liveblog",
            port=port,
            command=[
                str(programs / "postgres"),
                *("-D", str(data), "-p", str(port), "-k", str(folder), "-h", "127.0.0.1"),
                *("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200"),
            ],
            ready=lambda: _succeeds(
                [str(programs / "pg_isready"), "-h", "127.0.0.1", "-p", str(port)]
            ),
            stop_signal=signal.SIGQUIT,  # at once, without a last checkpoint
            identity=identity,
        )
        with _running(service):
            address = ["-h", "127.0.0.1", "-p", str(port), "-U", "liveblog"]
            _quietly([str(programs / "createdb"), *address, "liveblog"], {})
            yield service


@contextmanager
def _running(service: Service) -> Iterator[None]:
    try:
        service.start()
        yield
    finally:
        service.stop()


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="liveblog-service-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _postgres_identity() -> dict[str, Any]:
    # PostgreSQL refuses to run as root.
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in known else "nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": "/"}


def _quietly(command: Sequence[str], identity: dict[str, Any]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **identity)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr.strip()}")


def _succeeds(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _says_pong(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False
