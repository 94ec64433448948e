"""The machine: which cores serve and which load, and how it is named in the results."""

from __future__ import annotations

import os
import platform
import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

SERVER_CORE = min(os.sched_getaffinity(0))
LOAD_CORES = os.sched_getaffinity(0) - {SERVER_CORE} or {SERVER_CORE}
BUSY = 1.5  # load average above which figures are noisy


def on_server_core(command: Sequence[str]) -> list[str]:
    """The command, pinned to the core that serves; all others load."""
    return ["taskset", "-c", str(SERVER_CORE), *command]


def stay_off_server_core() -> None:
    """Pin this process and those that it starts to the cores that load."""
    os.sched_setaffinity(0, LOAD_CORES)


@contextmanager
def on_any_core() -> Iterator[None]:
    """What is started meanwhile may run anywhere: two browsers, say, who are two machines."""
    os.sched_setaffinity(0, LOAD_CORES | {SERVER_CORE})
    try:
        yield
    finally:
        stay_off_server_core()


def allow_many_files() -> int:
    """Raise the limit of open files as far as allowed; returns it."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def memory_of(pid: int) -> int:
    """Resident bytes of one process."""
    return int(_line(f"/proc/{pid}/status", "VmRSS").split()[0]) * 1024


def memory_of_sockets() -> int:
    """Bytes that the kernel keeps in the buffers of all TCP sockets of the machine."""
    words = _line("/proc/net/sockstat", "TCP").split()
    return int(words[words.index("mem") + 1]) * resource.getpagesize()


def name() -> str:
    """Cores, processor and system; nothing that tells whose machine it is."""
    system = _line("/etc/os-release", "PRETTY_NAME", "=").strip('"')
    processor = _line("/proc/cpuinfo", "model name")
    return f"{os.cpu_count()} cores, {processor}, {system}, Python {platform.python_version()}"


def load() -> float:
    """How many processes want to run, over the last minute."""
    return os.getloadavg()[0]


def wait_for_quiet(seconds: float) -> None:
    """Wait until nothing else runs, at most so long."""
    deadline = time.monotonic() + seconds
    while load() > BUSY and time.monotonic() < deadline:
        time.sleep(2)


def _line(path: str, key: str, separator: str = ":") -> str:
    for line in Path(path).read_text().splitlines():
        found, _, value = line.partition(separator)
        if found.strip() == key:
            return value.strip()
    return "unknown"
