"""A Unix socket's file: what stands at its path is never lost."""

from __future__ import annotations

import socket
import stat
from pathlib import Path

import pytest

from liveblog.live import server


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "s"  # Unix sockets take some hundred characters


def call(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(path))


def test_everybody_whom_the_folder_lets_in_may_call(path: Path) -> None:
    with server.listen_unix(str(path)):
        call(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o666


def test_the_file_goes_with_its_socket(path: Path) -> None:
    server.listen_unix(str(path)).close()
    assert not path.exists()


def test_a_socket_that_nobody_listens_on_is_replaced(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    assert path.is_socket()
    with server.listen_unix(str(path)):
        call(path)


@pytest.mark.parametrize("backlog", [0, 16])
def test_a_living_socket_stays(path: Path, backlog: int) -> None:
    with socket.socket(socket.AF_UNIX) as living:
        living.bind(str(path))
        living.listen(backlog)
        for _ in range(2):  # without a backlog, the second finds no room
            with pytest.raises(OSError, match="Address already in use"):
                server.listen_unix(str(path))
        living.accept()[0].close()


def test_any_other_file_stays(path: Path) -> None:
    path.write_text("precious")
    with pytest.raises(OSError, match="another file"):
        server.listen_unix(str(path))
    assert path.read_text() == "precious"


def test_a_link_to_a_socket_stays(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(f"{path}.real")
    path.symlink_to(f"{path}.real")
    with pytest.raises(OSError, match="another file"):
        server.listen_unix(str(path))
    assert path.is_symlink()


def test_a_later_socket_of_the_same_name_stays(path: Path) -> None:
    old = server.listen_unix(str(path))
    path.unlink()
    with server.listen_unix(str(path)):
        old.close()
        call(path)


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        server.listen_unix(str(tmp_path / "nowhere" / "s"))
