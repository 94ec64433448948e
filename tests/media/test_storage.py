from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.core.files.storage import FileSystemStorage, InMemoryStorage
from django.test import override_settings

from liveblog.media import storage
from liveblog.media.intake import Picture

Kept = TypeVar("Kept", bound=InMemoryStorage)
PICTURE = Picture(1, 1, "#000000", {"480.webp": b"one", "960.webp": b"two", "card.jpg": b"three"})


class FailsAtThird(InMemoryStorage):
    saved = 0

    def _save(self, name: str, content: Any) -> str:
        self.saved += 1
        if self.saved == 3:
            raise OSError("disk full")
        return super()._save(name, content)


class FailsTwice(FailsAtThird):
    def delete(self, name: str) -> None:
        if name.endswith("480.webp"):
            raise OSError("gone away")
        super().delete(name)


class Renames(InMemoryStorage):
    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return f"{name}-renamed"


def files_of(kept: InMemoryStorage, folder: str = "") -> list[str]:
    folders, files = kept.listdir(folder) if not folder or kept.exists(folder) else ([], [])
    inner = [name for below in folders for name in files_of(kept, f"{folder}/{below}".lstrip("/"))]
    return [f"{folder}/{name}" for name in files] + inner


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with override_settings(MEDIA_ROOT=tmp_path, STORAGES=backend(FileSystemStorage)):
        yield tmp_path


def backend(kind: type) -> dict[str, dict[str, str]]:
    return {"default": {"BACKEND": f"{kind.__module__}.{kind.__qualname__}"}}


def use(monkeypatch: pytest.MonkeyPatch, kept: Kept) -> Kept:
    monkeypatch.setattr(storage, "default_storage", kept)
    return kept


def test_every_file_lies_under_its_name(disk: Path) -> None:
    token = storage.store(PICTURE)
    folder = disk / "images" / token[:2] / token
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == PICTURE.files


def test_tokens_are_random_lower_case_and_128_bits_long(disk: Path) -> None:
    tokens = {storage.store(PICTURE) for _ in range(20)}
    assert len(tokens) == 20
    assert all(re.fullmatch(r"[0-9a-f]{32}", token) for token in tokens)


def test_removing_leaves_nothing_and_may_be_repeated(disk: Path) -> None:
    token = storage.store(PICTURE)
    for _ in range(2):
        storage.remove(token, PICTURE.files)
        assert not (disk / "images" / token[:2] / token).exists()


def test_removing_keeps_what_was_not_named(disk: Path) -> None:
    token = storage.store(PICTURE)
    storage.remove(token, ["480.webp"])
    left = {path.name for path in (disk / "images" / token[:2] / token).iterdir()}
    assert left == {"960.webp", "card.jpg"}


def test_object_stores_without_folders_do_too(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = use(monkeypatch, InMemoryStorage())
    token = storage.store(PICTURE)
    assert len(files_of(kept)) == 3
    storage.remove(token, PICTURE.files)
    assert files_of(kept) == []


def test_where_one_cannot_be_written_none_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = use(monkeypatch, FailsAtThird())
    with pytest.raises(OSError, match="disk full"):
        storage.store(PICTURE)
    assert kept.saved == 3
    assert files_of(kept) == []


def test_a_second_failure_does_not_hide_the_first(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kept = use(monkeypatch, FailsTwice())
    with caplog.at_level(logging.ERROR), pytest.raises(OSError, match="disk full"):
        storage.store(PICTURE)
    assert "stays behind" in caplog.text
    assert [path.rsplit("/", 1)[-1] for path in files_of(kept)] == ["480.webp"]


def test_a_storage_that_renames_is_an_error_without_leftovers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = use(monkeypatch, Renames())
    with pytest.raises(FileExistsError):
        storage.store(PICTURE)
    assert files_of(kept) == []
