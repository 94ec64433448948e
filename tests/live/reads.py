"""What the hub asks the database: counted, or failing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError

from liveblog.live import reading


def count_reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the questions that hub and publishers ask the database from now on."""
    asked: list[str] = []
    ask, at_hand = reading.ask, reading.news_at_hand

    async def counted(question: Any, *args: Any) -> Any:
        asked.append(question.__name__)
        return await ask(question, *args)

    def counted_at_hand(*args: Any) -> Any:
        asked.append("news at hand")
        return at_hand(*args)

    monkeypatch.setattr(reading, "ask", counted)
    monkeypatch.setattr(reading, "news_at_hand", counted_at_hand)
    return asked


def break_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*args: Any) -> Any:
        raise OperationalError("database is locked")

    monkeypatch.setattr(reading, "ask", broken)
    monkeypatch.setattr(reading, "news_at_hand", lambda *about: None)
