"""How many read along: counts per blog over all server processes, and nobody's name.

Each process notes its own counts in the shared cache (Redis, or files where there is none); a
process that dies is forgotten after STALE_SECONDS. Two that register in the same instant may hide
one another until the next note: a number for people, not for deciding anything.
"""

from __future__ import annotations

import time
from collections import Counter

from django.core.cache import caches

from liveblog.models.ids import random_id

NOTE_SECONDS = 5
STALE_SECONDS = 20
PROCESSES = "readers:processes"
_me = random_id(12)


def note(counts: dict[int, int]) -> Counter[int]:
    """Note this process's readers by blog; returns everybody's."""
    cache = caches["tally"]
    cache.set(f"readers:{_me}", counts, STALE_SECONDS)
    now = time.time()
    known = {name: seen for name, seen in _processes().items() if now - seen < STALE_SECONDS}
    cache.set(PROCESSES, {**known, _me: now}, STALE_SECONDS)
    return readers_now()


def readers_now() -> Counter[int]:
    """How many readers' sockets are open by blog, some seconds ago at most; 0 for all others."""
    noted = caches["tally"].get_many([f"readers:{name}" for name in _processes()])
    total: Counter[int] = Counter()
    for counts in noted.values():
        total.update(counts)
    return total


def _processes() -> dict[str, float]:
    return caches["tally"].get(PROCESSES) or {}
