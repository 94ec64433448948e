"""What a load generator and a publisher must know of a server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

from benchmarks.process import Server


@dataclass
class Stage:
    """A running server: where its readers connect, where a message is posted, and as what."""

    server: Server
    socket_path: str
    post_path: str
    epoch: str = ""
    tokens: Sequence[str] = ()
    extra: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._turns: Iterator[str] = cycle(self.tokens or [""])

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server.port}"

    @property
    def headers(self) -> dict[str, str]:
        """Of the next post: tokens take turns, as several reporters would."""
        token = next(self._turns)
        kind = "application/json" if token else "text/plain"
        return {"Content-Type": kind} | ({"Authorization": f"Bearer {token}"} if token else {})
