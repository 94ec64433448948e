"""System checks: what this machine decided for us, said openly by `manage.py check`."""

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info

# Older versions can corrupt a write-ahead log that several connections use.
SAFE_WAL = (3, 51, 3)


def wal_is_safe(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite may keep a write-ahead log."""
    return version >= SAFE_WAL


def sqlite_journal(**kwargs: Any) -> list[CheckMessage]:
    """Says which journal SQLite uses here and why; nothing on other databases."""
    if "sqlite" not in settings.DATABASES["default"]["ENGINE"]:
        return []
    if wal_is_safe():
        return [
            Info(f"SQLite {sqlite3.sqlite_version} keeps a write-ahead log.", id="liveblog.I001")
        ]
    return [
        Info(
            f"SQLite {sqlite3.sqlite_version} keeps a rollback journal: "
            "write-ahead logs are safe from 3.51.3 on.",
            hint="Nothing to do; PostgreSQL by DATABASE_URL when many write at once.",
            id="liveblog.I002",
        )
    ]
