"""Named points at which a process dies, and doorbells that get lost: in test processes only.

A file `<point>` in the folder FAULTS_FOLDER arms a point for whichever process comes there first;
a file `doorbells` says what becomes of rings: "drop", "swap" or "double".
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from django.db.backends.signals import connection_created

from liveblog.publishing import recording

POINTS = ("before_commit", "after_commit", "after_doorbell")
Ring = Callable[[int, str, int], None]


def install() -> None:
    """Put the fates into `publishing.recording`, the only place that numbers and rings."""
    folder = Path(os.environ["FAULTS_FOLDER"])
    ring, ring_on_commit = recording.ring, recording._ring_on_commit
    bells = Doorbells(folder / "doorbells", ring)

    def fatal_ring_on_commit(*head: Any) -> None:
        _die_if_armed(folder / "before_commit")
        ring_on_commit(*head)

    def fatal_ring(*head: Any) -> None:
        _die_if_armed(folder / "after_commit")
        bells(*head)
        _die_if_armed(folder / "after_doorbell")

    vars(recording).update(_ring_on_commit=fatal_ring_on_commit, ring=fatal_ring)


def _die_if_armed(point: Path) -> None:
    try:
        point.unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


class Doorbells:
    """Rings, or does what the file says: `drop` every third, `swap` pairs, `double` each."""

    def __init__(self, says: Path, ring: Ring) -> None:
        self._says = says
        self._ring = ring
        self._numbers = count(1)
        self._held: list[tuple[int, str, int]] = []

    def __call__(self, *head: Any) -> None:
        kind = self._says.read_text() if self._says.exists() else ""
        number = next(self._numbers)
        if kind == "drop" and number % 3 == 0:
            return
        if kind == "swap" and not self._held:
            self._held.append(head)
            return
        self._ring(*head)
        if kind == "double":
            self._ring(*head)
        while self._held:
            self._ring(*self._held.pop())


def hurry() -> None:
    """Do not wait for the disk: these processes are killed, and the machine is not."""

    def connected(connection: Any, **more: Any) -> None:
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA synchronous=OFF")

    connection_created.connect(connected, weak=False)


def count_queries() -> None:
    """Append every statement of this process to the file FAULTS_SQL_LOG, one a line."""
    if not (path := os.environ.get("FAULTS_SQL_LOG")):
        return

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        with Path(path).open("a") as log:
            log.write(" ".join(sql.split()) + "\n")
        return execute(sql, params, many, context)

    def connected(connection: Any, **more: Any) -> None:
        connection.execute_wrappers.append(note)

    connection_created.connect(connected, weak=False)
