"""Servers on a Unix socket: one at a time, and a killed one leaves the place free."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.faults.servers import Server
from tests.faults.town import Town

pytestmark = pytest.mark.slow


class UnixServer(Server):
    """`manage.py serve --uds PATH`."""

    def __init__(self, town: Town, path: Path, *arguments: str) -> None:
        super().__init__(town, 0, ("--uds", str(path), *arguments), {})
        self.path = path
        town.running.append(self)

    def answers(self) -> bool:
        with httpx.Client(transport=httpx.HTTPTransport(uds=str(self.path))) as client:
            try:
                return client.get("http://127.0.0.1/live/storm/").status_code == 200
            except httpx.TransportError:
                return False


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_second_server_is_refused_and_the_first_serves_on(
    town: Town, tmp_path: Path, workers: str
) -> None:
    path = tmp_path / "s"
    first, second = (UnixServer(town, path, "--workers", workers) for _ in range(2))
    first.start()
    second.launch()
    assert second.process.wait(30) == 1
    assert f"CommandError: Cannot listen on {path}: [Errno" in second.log()
    assert "Traceback" not in second.log()
    assert first.answers()
    first.kill()
    assert path.is_socket()
    second.start()
    second.terminate()
    second.process.wait(30)
    assert not path.exists()
