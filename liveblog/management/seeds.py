"""Reads `seeds/`: demo blogs told as data. Nothing is written here."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "seeds"
PICTURES = FOLDER / "pictures"

TIMES = {"at", "starts_at", "ends_at", "published_at"}  # ISO 8601 with offset

Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens on the day: a post, or an action on the blog or on a post."""

    kind: str
    table: Table

    @property
    def is_there_at_start(self) -> bool:
        return bool(self.table.get("start"))


def authors() -> list[Table]:
    return _read(FOLDER / "authors.toml")["author"]


def articles() -> list[Table]:
    return [_read(path) for path in sorted((FOLDER / "articles").glob("*.toml"))]


@cache
def blogs() -> tuple[Table, ...]:
    """Every demo blog's table, with its posts and actions."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*/blog.toml")))


def blog(slug: str) -> Table | None:
    return next((table for table in blogs() if table["slug"] == slug), None)


def day(table: Table) -> Iterator[Step]:
    """The posts of a blog in their order, each followed by the actions that come after it."""
    for post in table["post"]:
        yield Step("post", post)
        for action in table.get("action", []):
            if action["after"] == post["id"]:
                yield Step(action["verb"], action)


def _read(path: Path) -> Table:
    with path.open("rb") as file:
        table = tomllib.load(file)
    for part in (table, *table.get("post", [])):
        for field in TIMES & part.keys():
            part[field] = datetime.fromisoformat(part[field])
    return table
