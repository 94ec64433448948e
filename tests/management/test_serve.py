"""serve: what it makes of its command line, and what it refuses in one line."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from liveblog.live import open_files, server
from liveblog.management.commands import serve

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[socket.socket]]:
    """The listening sockets that were handed to the server, which serves nobody here."""
    listeners: list[socket.socket] = []
    monkeypatch.setattr(server, "run", lambda listener, **how: listeners.append(listener))
    monkeypatch.setattr(serve, "collect_static", lambda: None)
    monkeypatch.setattr(serve.connection, "close", lambda: None)
    yield listeners
    for listener in listeners:
        listener.close()


def run(**options: object) -> str:
    out = StringIO()
    call_command("serve", stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("workers", [0, -2])
def test_fewer_than_one_process_is_refused(workers: int, served: list[socket.socket]) -> None:
    with pytest.raises(CommandError, match=rf"--workers must be 1 or more, not {workers}"):
        run(workers=workers)
    assert not served


def test_the_port_that_the_system_chose_is_said(served: list[socket.socket]) -> None:
    said = run(port=0)
    (listener,) = served
    assert f"http://127.0.0.1:{listener.getsockname()[1]}," in said


def test_an_open_listening_socket_is_taken_over(served: list[socket.socket]) -> None:
    listener = server.listen("127.0.0.1", 0)
    run(fd=listener.fileno())
    assert served[0].getsockname() == listener.getsockname()
    listener.detach()


@pytest.mark.parametrize(
    ("files", "line"),
    [
        (1_024, "At 1024 open files (ulimit -n) a process takes 768 readers' sockets instead of"),
        (21_000, ""),
    ],
)
def test_a_low_limit_of_open_files_is_said(
    files: int, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_files, "raise_limit", lambda: None)
    monkeypatch.setattr(open_files, "limit", lambda: files)
    said = run(port=0)
    assert (line in said) if line else ("ulimit" not in said)


@pytest.mark.parametrize("descriptor", [-1, 7_777])
def test_a_descriptor_where_nothing_is_open_is_refused(
    descriptor: int, served: list[socket.socket]
) -> None:
    with pytest.raises(CommandError, match=f"--fd {descriptor} is no listening socket"):
        run(fd=descriptor)
    assert not served


def test_a_socket_that_does_not_listen_is_refused_and_stays_open(
    served: list[socket.socket],
) -> None:
    with socket.socket() as silent:
        with pytest.raises(CommandError, match="is no listening socket"):
            run(fd=silent.fileno())
        assert silent.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) == 0
    assert not served


def test_workers_get_the_settings_and_paths_of_their_parent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commands: list[list[str]] = []

    class Watch:
        def __init__(self, command: list[str], count: int, listener: socket.socket) -> None:
            commands.append(command)
            listener.close()

        def run(self) -> None:
            pass

    monkeypatch.setattr(serve, "Workers", Watch)
    for more in ({}, {"settings": "shop.settings", "pythonpath": "-shop"}):
        run(port=0, workers=2, **more)
    start = [sys.argv[0], "serve"]
    assert commands == [start, [*start, "--settings=shop.settings", "--pythonpath=-shop"]]
