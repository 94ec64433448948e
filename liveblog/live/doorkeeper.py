"""Who gets a reader's socket: so many per process, per address and per second.

Whoever is refused reads on by polling, and plain HTTP stays alive.
"""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Iterable

from liveblog.limits import HANDSHAKES_PER_SECOND, SOCKETS_PER_ADDRESS
from liveblog.live.open_files import room_for_readers

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

RETRY_SECONDS = 30


class Doorkeeper:
    """Counts open sockets; one per server process. Addresses are counted and never kept."""

    def __init__(self, exempt: Iterable[Network] = ()) -> None:
        self.open = 0
        self._room = room_for_readers()
        self._is_shut = False
        self._by_address: Counter[str] = Counter()
        self._exempt = list(exempt)
        self._allowance = float(HANDSHAKES_PER_SECOND)
        self._counted_at = 0.0

    def shut(self) -> None:
        """Let nobody in from now on."""
        self._is_shut = True

    def admit(self, address: str, now: float) -> bool:
        """Count a new socket in, at the loop's time `now`; False refuses it."""
        if self._is_shut or not self._is_within_rate(now) or self.open >= self._room:
            return False
        if not self._is_exempt(address):
            if self._by_address[address] >= SOCKETS_PER_ADDRESS:
                return False
            self._by_address[address] += 1
        self.open += 1
        return True

    def release(self, address: str) -> None:
        """Count a socket out that `admit` let in."""
        self.open -= 1
        if address in self._by_address:
            self._by_address[address] -= 1
            if not self._by_address[address]:
                del self._by_address[address]

    def _is_within_rate(self, now: float) -> bool:
        """A bucket that holds one second's handshakes and fills at that rate."""
        gained = (now - self._counted_at) * HANDSHAKES_PER_SECOND
        self._allowance = min(self._allowance + gained, float(HANDSHAKES_PER_SECOND))
        self._counted_at = now
        if self._allowance < 1:
            return False
        self._allowance -= 1
        return True

    def _is_exempt(self, address: str) -> bool:
        """Loopback and listed networks; a Unix socket has no address at all."""
        if address in ("", "127.0.0.1", "::1"):
            return True
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        return parsed.is_loopback or any(parsed in network for network in self._exempt)
