"""The demo is told without cutting its pictures again for every test."""

from __future__ import annotations

from typing import BinaryIO

import pytest

from liveblog.media import intake
from tests.world import png


@pytest.fixture
def quick_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every picture taken in is the same small one, read to its end as ever."""
    picture = intake.take_in(png(480, 270))

    def take_in(file: BinaryIO) -> intake.Picture:
        assert file.read()
        return picture

    monkeypatch.setattr(intake, "take_in", take_in)
