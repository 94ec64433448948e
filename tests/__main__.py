"""`python -m tests`: everything, on every database, in every browser we have.

Further arguments go to each pytest run. `CI=true`: what cannot run is a failure.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests import services

TESTS = Path(__file__).parent
PARALLEL = ["-n", "auto"]
# Journeys and faults wait more than they work; some take a second and some a minute.
STEALING = [*PARALLEL, "--dist", "worksteal"]
# Real servers and browsers on a machine that others use too: what fails is tried twice more, and
# the report counts it. What is broken fails three times.
AGAIN = ["--reruns", "2"]


@dataclass(frozen=True)
class Group:
    """Tests that need a Debian package."""

    marker: str
    package: str
    find: Callable[[], object | None]


@dataclass
class Run:
    """One pytest run: its title, arguments and environment."""

    title: str
    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)


GROUPS = (
    Group("browser", "chromium", services.chromium),
    Group("redis", "redis-server", services.redis_program),
    Group("postgres", "postgresql", services.postgres_programs),
    Group("nginx", "nginx", services.nginx_program),
)


def main(arguments: Sequence[str]) -> int:
    """Run all groups; 0 when every run passed and nothing was skipped that must not be."""
    _install(_missing())
    missing = _missing()
    for group in missing:
        print(f"SKIPPED: {group.marker} tests. To run them: apt-get install -y {group.package}")
    if missing and services.nothing_may_be_skipped():
        print("CI=true: nothing may be skipped.")
        return 1
    with ExitStack() as stack:
        runs = list(_runs({group.marker for group in missing}, stack))
        results = [(run.title, *_timed(run, arguments)) for run in runs]
    print(
        "\n"
        + "\n".join(
            f"{_word(code):<7} {seconds:6.0f} s  {title}" for title, code, seconds in results
        )
    )
    return max(code for _, code, _ in results)


def _missing() -> list[Group]:
    return [group for group in GROUPS if group.find() is None]


def _install(groups: Sequence[Group]) -> None:
    prefix = _root_prefix()
    if not groups or prefix is None or shutil.which("apt-get") is None:
        return
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    packages = [group.package for group in groups]
    subprocess.run([*apt, "update"], check=False)
    subprocess.run([*apt, "install", "-y", "--no-install-recommends", *packages], check=False)


def _root_prefix() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return [sudo, "-n"]
    return None


def _runs(missing: set[str], stack: ExitStack) -> Iterator[Run]:
    apart = [f"--ignore={TESTS / name}" for name in ("journeys", "faults")]
    yield Run("SQLite", [*PARALLEL, "-m", "not browser and not redis and not postgres", *apart])
    served = {
        name: value
        for marker, name, value in (
            ("postgres", "DATABASE_URL", services.postgres),
            ("redis", "REDIS_URL", services.redis_server),
        )
        if marker not in missing
    }
    if served:
        urls = {name: stack.enter_context(start()).url for name, start in served.items()}
        without = " and ".join(f"not {marker}" for marker in sorted({"browser", *missing}))
        # What no database and no server sees was run above.
        again = f"(stored or postgres or redis) and {without}"
        yield Run(" and ".join(urls), [*PARALLEL, "-m", again, *apart], urls)
    for title, folder in (("Browser journeys", "journeys"), ("Faults", "faults")):
        if (TESTS / folder).is_dir() and not (folder == "journeys" and "browser" in missing):
            yield Run(title, [*STEALING, str(TESTS / folder)])


def _timed(run: Run, arguments: Sequence[str]) -> tuple[int, float]:
    print(f"\n=== {run.title}", flush=True)
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", *AGAIN, *run.arguments, *arguments]
    inherited = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")}
    code = subprocess.run(command, env=inherited | run.environment, check=False).returncode
    return code, time.monotonic() - started


def _word(code: int) -> str:
    return "passed" if code == 0 else "FAILED"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
