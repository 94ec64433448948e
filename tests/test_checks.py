"""`manage.py check` says which journal SQLite keeps."""

import pytest
from pytest_django import Settings

from liveblog import checks


@pytest.mark.parametrize(
    ("version", "safe"),
    [((3, 40, 1), False), ((3, 51, 2), False), ((3, 51, 3), True), ((4, 0, 0), True)],
)
def test_wal_needs_the_repaired_sqlite(version: tuple[int, ...], safe: bool) -> None:
    assert checks.wal_is_safe(version) is safe


@pytest.mark.parametrize(("safe", "expected"), [(True, "liveblog.I001"), (False, "liveblog.I002")])
def test_the_journal_is_named(
    safe: bool, expected: str, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setattr(checks, "wal_is_safe", lambda: safe)
    assert [message.id for message in checks.sqlite_journal()] == [expected]


def test_other_databases_have_no_journal_to_name(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")
    assert checks.sqlite_journal() == []
