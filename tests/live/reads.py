"""What the hub asks the database: counted, or failing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError

from liveblog.live import reading
from liveblog.publishing import recording


def count_reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the questions that the hub asks the database from now on."""
    asked: list[str] = []
    ask = reading.ask

    async def counted(question: Any, *args: Any) -> Any:
        asked.append(question.__name__)
        return await ask(question, *args)

    monkeypatch.setattr(reading, "ask", counted)
    return asked


def ring_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on nobody hands the hub a frame: as if all publishers were other processes."""
    monkeypatch.setattr(recording, "is_heard_here", lambda: False)


def break_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    ring_only(monkeypatch)

    async def broken(*args: Any) -> Any:
        raise OperationalError("database is locked")

    monkeypatch.setattr(reading, "ask", broken)
