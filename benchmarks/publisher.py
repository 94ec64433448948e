"""Hands updates to a server, each with the nanosecond at which it was handed over in its text."""

from __future__ import annotations

import http.client
import json
import time
from dataclasses import dataclass

from benchmarks.servers.stage import Stage

SENTENCE = "The delegations met again in the afternoon and left without a statement. "
SIZE = 1_000  # characters of text in an update


@dataclass(frozen=True)
class Posted:
    """One update: when it was handed over and when the server had answered, in nanoseconds."""

    stamp: int
    answered: int

    @property
    def took_ms(self) -> float:
        return (self.answered - self.stamp) / 1e6


class Publisher:
    """One kept connection; `size` is the characters of text, or the whole message elsewhere."""

    def __init__(self, stage: Stage, size: int = SIZE) -> None:
        self._stage = stage
        self._size = size
        self._http = http.client.HTTPConnection(stage.host, timeout=120)
        self._http.connect()

    def post(self) -> Posted:
        """Hand over one update. Raises RuntimeError where it is refused."""
        headers = self._stage.headers
        stamp = time.time_ns()
        self._http.request("POST", self._stage.post_path, self._message(stamp), headers)
        answer = self._http.getresponse()
        said = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{self._stage.server.name} refused: {answer.status} {said[:300]!r}")
        return Posted(stamp, time.time_ns())

    def post_every(self, seconds: float, times: int) -> list[Posted]:
        """Hand over updates at an even pace, or later where the server takes longer."""
        posted = []
        for _ in range(times):
            begun = time.monotonic()
            posted.append(self.post())
            time.sleep(max(0.0, begun + seconds - time.monotonic()))
        return posted

    def close(self) -> None:
        self._http.close()

    def _message(self, stamp: int) -> bytes:
        text = f"bench-t:{stamp} " + SENTENCE * (self._size // len(SENTENCE) + 1)
        text = text[: self._size]
        if not self._stage.tokens:
            return text.encode()
        return json.dumps({"body": text, "status": "published"}).encode()
