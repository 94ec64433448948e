"""What a server says of itself: where a blog stands, and its observer's notes."""

from __future__ import annotations

import http.client
import json
from typing import Any

from benchmarks.servers.ours import notes
from benchmarks.servers.stage import Stage

FAR = 2**53  # a number that no blog has reached is answered with the one that it has


def seq_of(stage: Stage, blog: str = "bench") -> int:
    """The number of the blog's last change; 0 on servers that have no numbers."""
    if not stage.epoch:
        return 0
    return int(get(stage, f"/live/{blog}/updates?since={FAR}&epoch={stage.epoch}")["seq"])


def get(stage: Stage, path: str) -> Any:
    """A JSON answer of the server. RuntimeError where it is none."""
    connection = http.client.HTTPConnection(stage.host, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status} {body[:200]!r}")
    return json.loads(body)


def forget_notes() -> None:
    notes().write_text("")


def commits() -> dict[int, int]:
    """The nanosecond of each commit by its number."""
    words = [line.split() for line in _lines("commit")]
    return {int(seq): int(moment) for _, seq, moment in words}


def queries() -> list[str]:
    """The SQL of every query since `forget_notes()`."""
    return [line.removeprefix("query ") for line in _lines("query")]


def _lines(kind: str) -> list[str]:
    return [line for line in notes().read_text().splitlines() if line.startswith(kind + " ")]
