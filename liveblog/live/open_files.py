"""Open files: a socket is one, and readers must not take them all."""

from __future__ import annotations

import resource

from liveblog.limits import FILES_RESERVED, SOCKETS_PER_PROCESS


def raise_limit() -> None:
    """Allow as many as the system grants this process."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def limit() -> int | None:
    """How many files this process may open; None: any number."""
    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else soft


def room_for_readers() -> int:
    """How many readers' sockets this process may hold and still answer everybody else."""
    files = limit()
    if files is None:
        return SOCKETS_PER_PROCESS
    return min(SOCKETS_PER_PROCESS, files - min(FILES_RESERVED, files // 4))
