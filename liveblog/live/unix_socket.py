"""A Unix socket's file: taken only from the dead, and taken along at the end."""

from __future__ import annotations

import errno
import os
import socket
import stat
from pathlib import Path

EVERYBODY = 0o666  # the proxy is another user; who may come near, the folder's rights decide


class UnixSocket(socket.socket):
    """A Unix socket that takes its file along when it is closed, if the file is still its own."""

    _path: Path | None = None
    _identity: tuple[int, ...] = ()

    def take(self, path: Path) -> None:
        """Bind to `path`, also in place of a socket on which nobody listens any more.

        Raises OSError where somebody does, and where any other file stands.
        """
        clear_away(path)
        self.bind(str(path))
        path.chmod(EVERYBODY)
        self._path, self._identity = path.absolute(), identity(path)

    def close(self) -> None:
        # Before the end: as long as this one listens, no other server takes its place.
        if self._path is not None and identity(self._path) == self._identity:
            self._path.unlink(missing_ok=True)
        self._path = None
        super().close()


def identity(path: Path) -> tuple[int, ...]:
    """What tells a file from a later one of its name, whose inode may be the same; or ()."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return ()
    return (found.st_dev, found.st_ino, found.st_mtime_ns)


def clear_away(path: Path) -> None:
    """Remove a socket on which nobody listens; OSError for a living one and any other file."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(mode):
        raise OSError(errno.EEXIST, "another file stands there, and stays")
    if is_listened_to(path):
        raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
    path.unlink(missing_ok=True)


def is_listened_to(path: Path) -> bool:
    """Whether somebody takes calls at the socket `path`. Raises OSError if we may not ask."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.setblocking(False)
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            return False
        except BlockingIOError:
            return True  # so many calls wait there that ours finds no room
        return True
