"""Readers of a server, held by the load generator, and what reached them."""

from __future__ import annotations

import json
import subprocess
import time
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import heads, programs
from benchmarks.servers.stage import Stage

LONGEST = 180  # seconds that readers stay, whatever happens
PER_SECOND = 2_500  # handshakes: the doorkeeper refuses above 3,000, and we come near
NUMBER_BYTES = 8
RECEIPT_BYTES = 3 * NUMBER_BYTES


@dataclass(frozen=True)
class Receipt:
    """A stamped update that reached one reader; nanoseconds, and the frame's number."""

    stamp: int
    seq: int
    at: int


@dataclass
class Readers:
    """Connected readers; after `stop()` also what they counted and received."""

    connected: dict[str, Any]
    process: subprocess.Popen[str]
    dump: Path
    counted: dict[str, Any] = field(default_factory=dict)
    receipts: list[Receipt] = field(default_factory=list)

    def wait_for(self, receipts: int, seconds: float) -> None:
        """Wait until so many stamped updates have come. TimeoutError after `seconds`."""
        deadline = time.monotonic() + seconds
        while self.dump.stat().st_size < receipts * RECEIPT_BYTES:
            if time.monotonic() > deadline:
                raise TimeoutError(f"after {seconds} s not all {receipts} updates have come")
            time.sleep(0.1)

    def stop(self) -> None:
        """Let them go and read their notes. RuntimeError where order was broken."""
        said, _ = self.process.communicate("\n", timeout=60)
        self.counted = json.loads(said)
        numbers = array("q")
        with self.dump.open("rb") as dump:
            numbers.fromfile(dump, self.dump.stat().st_size // NUMBER_BYTES)
        self.receipts = [Receipt(*numbers[i : i + 3]) for i in range(0, len(numbers), 3)]
        if self.counted["gaps"] or self.counted["doubles"]:
            raise RuntimeError(f"readers were not served in order: {self.counted}")

    def latencies_ms(self, begun: Mapping[int, int] | None = None) -> list[float]:
        """From each update's stamp, or from `begun[seq]`, to its receipt; shortest first."""
        if begun is None:
            return sorted((receipt.at - receipt.stamp) / 1e6 for receipt in self.receipts)
        return sorted((receipt.at - begun[receipt.seq]) / 1e6 for receipt in self.receipts)

    def by_update(self) -> dict[int, list[int]]:
        """The moments of receipt of each update, by its stamp."""
        moments: dict[int, list[int]] = defaultdict(list)
        for receipt in self.receipts:
            moments[receipt.stamp].append(receipt.at)
        return moments


@contextmanager
def readers(stage: Stage, number: int, **options: float) -> Iterator[Readers]:
    """`number` readers who know all changes so far; `options` are the load generator's."""
    dump = programs.folder() / f"receipts-{stage.server.name}"
    words = {
        "port": stage.server.port,
        "path": stage.socket_path,
        "host": stage.host,
        "readers": number,
        "since": heads.seq_of(stage),
        "seconds": LONGEST,
        "per_second": PER_SECOND,
        "dump": dump,
        **options,
    }
    command = [programs.program("loadgen")]
    for name, value in words.items():
        command += ["--" + name.replace("_", "-"), str(value)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        connected = json.loads(process.stdout.readline())
        if connected["open"] < number:
            raise RuntimeError(f"{stage.server.name} let only {connected} in of {number}")
        yield Readers(connected, process, dump)
    finally:
        process.kill()
        process.communicate()


def part(values: list[float], share: float) -> float:
    """The value below which `share` of the sorted values lie."""
    return values[int((len(values) - 1) * share)] if values else float("nan")
