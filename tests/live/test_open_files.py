"""How many files a process may open, and how many of them readers get."""

from __future__ import annotations

import resource
from collections.abc import Iterator

import pytest

from liveblog.limits import FILES_RESERVED, SOCKETS_PER_PROCESS
from liveblog.live import open_files


@pytest.fixture
def files() -> Iterator[None]:
    """The limits as they were come back."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.parametrize(
    ("granted", "room"),
    [
        (256, 192),
        (1_024, 768),
        (10_000, 10_000 - FILES_RESERVED),
        (SOCKETS_PER_PROCESS, SOCKETS_PER_PROCESS - FILES_RESERVED),
        (SOCKETS_PER_PROCESS + FILES_RESERVED, SOCKETS_PER_PROCESS),
        (1_000_000, SOCKETS_PER_PROCESS),
        (resource.RLIM_INFINITY, SOCKETS_PER_PROCESS),
    ],
)
def test_readers_leave_files_to_everybody_else(
    granted: int, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (granted, granted))
    assert open_files.room_for_readers() == room


@pytest.mark.usefixtures("files")
def test_the_limit_is_raised_to_what_is_granted() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (512, hard))
    assert open_files.limit() == 512
    open_files.raise_limit()
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (hard, hard)
