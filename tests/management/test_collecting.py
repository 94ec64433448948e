"""Static files are collected once."""

import os
from pathlib import Path

import pytest
from pytest_django import Settings

from liveblog.management.collecting import collect_static


@pytest.fixture
def source(settings: Settings, tmp_path: Path) -> Path:
    """The only static file there is."""
    settings.STATIC_ROOT = str(tmp_path / "collected")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [tmp_path / "sources"]
    (tmp_path / "sources").mkdir()
    file = tmp_path / "sources" / "page.css"
    file.write_text("a {}")
    return file


def test_files_are_collected(source: Path, tmp_path: Path) -> None:
    collect_static()
    assert (tmp_path / "collected" / "page.css").read_text() == "a {}"


def test_the_second_start_collects_nothing(source: Path, tmp_path: Path) -> None:
    collect_static()
    (tmp_path / "collected" / "page.css").write_text("untouched")
    collect_static()
    assert (tmp_path / "collected" / "page.css").read_text() == "untouched"


def test_a_changed_source_is_collected_again(source: Path, tmp_path: Path) -> None:
    collect_static()
    source.write_text("b {}")
    os.utime(source, (2_000_000_000, 2_000_000_000))
    collect_static()
    assert (tmp_path / "collected" / "page.css").read_text() == "b {}"


def test_a_collection_that_broke_off_is_made_again(source: Path, tmp_path: Path) -> None:
    collect_static()
    (tmp_path / "collected" / ".collected").unlink()
    (tmp_path / "collected" / "page.css").unlink()
    collect_static()
    assert (tmp_path / "collected" / "page.css").exists()
