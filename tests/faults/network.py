"""A reader's network that can be unplugged: a namespace behind a pair of virtual cables."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Network:
    """`run_in` starts a command in it; `gateway` is our address as seen from there."""

    name: str
    cable: str
    gateway: str

    def run_in(self, command: list[str]) -> list[str]:
        return ["ip", "netns", "exec", self.name, *command]

    def unplug(self) -> None:
        """From now on every packet is lost, and nobody is told."""
        _ip("netns", "exec", self.name, "ip", "link", "set", "inside", "down")


@contextmanager
def another_network() -> Iterator[Network]:
    """Raises PermissionError where this process may not make one."""
    number = os.getpid() % 250
    network = Network(f"liveblog{os.getpid()}", f"lb{os.getpid()}", f"10.213.{number}.1")
    try:
        _ip("netns", "add", network.name)
    except (OSError, subprocess.CalledProcessError) as error:
        raise PermissionError("network namespaces need root") from error
    try:
        _ip("link", "add", network.cable, "type", "veth", "peer", "name", "inside", "netns",
            network.name)  # fmt: skip
        _ip("addr", "add", f"{network.gateway}/30", "dev", network.cable)
        _ip("link", "set", network.cable, "up")
        inside = f"10.213.{number}.2/30"
        _ip("netns", "exec", network.name, "ip", "addr", "add", inside, "dev", "inside")
        _ip("netns", "exec", network.name, "ip", "link", "set", "inside", "up")
        yield network
    finally:
        _ip("netns", "delete", network.name)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


def connected_ports(port: int) -> set[int]:
    """The peers' ports of this machine's established connections from local TCP port `port`."""
    return set(bytes_kept(port))


def bytes_kept(port: int) -> dict[int, int]:
    """What the kernel keeps for each of `connected_ports(port)`: sent to it and not taken."""
    kept = {}
    with Path("/proc/net/tcp").open() as table:
        for line in list(table)[1:]:
            _number, local, remote, state, queues = line.split()[:5]
            if state == "01" and int(local.split(":")[1], 16) == port:
                kept[int(remote.split(":")[1], 16)] = int(queues.split(":")[0], 16)
    return kept
