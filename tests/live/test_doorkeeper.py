"""Who gets a reader's socket."""

from __future__ import annotations

import pytest

from liveblog.live import doorkeeper
from liveblog.live.doorkeeper import Doorkeeper


def test_no_more_are_let_in_than_open_files_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorkeeper, "room_for_readers", lambda: 2)
    door = Doorkeeper()
    assert [door.admit("127.0.0.1", 1.0) for _ in range(3)] == [True, True, False]
    door.release("127.0.0.1")
    assert door.admit("127.0.0.1", 1.0)
